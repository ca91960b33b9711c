import { defineErrors } from '@throughline/errors/throughline-error';

export const accountErrors = defineErrors('account', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'There is no such account',
    situation: 'The id is unknown, or the account lies outside what the caller may see.',
    action: 'Look it up in the list of accounts; to convert a lead, leave the id out to make a new account of it.',
  },
  wrong_status: {
    family: 'user',
    status: 409,
    title: 'The account is not in the status for this',
    situation: 'A customer who has left cannot leave again, and only one who has left can be won back.',
    action: 'Read the account; "data.status" says where it stands.',
  },
  duplicate: {
    family: 'user',
    status: 409,
    title: 'This company is an account already',
    situation: 'Its credit code, its name with its domain, or its id in the other system belongs to another account.',
    action: 'Use that account; where it belongs to somebody else, its owner can add you to its team.',
  },
  parent_unknown: {
    family: 'user',
    status: 422,
    title: 'There is no such parent',
    situation: 'The account named as parent is unknown or cannot be seen by the caller.',
    action: 'Name an account that you can see.',
  },
  partner_unknown: {
    family: 'user',
    status: 422,
    title: 'There is no such partner',
    situation: 'No account has this id, or the account would be its own partner.',
    action: 'Make an account of the partner first, then link it.',
  },
  too_deep: {
    family: 'user',
    status: 409,
    title: 'The tree would have more than four levels, or run in a circle',
    situation: 'A group has at most four levels of accounts, and no account lies below itself.',
    action: 'Choose a parent higher up, or one outside of the part that is moved.',
  },
  in_use: {
    family: 'user',
    status: 409,
    title: 'Something hangs on this account',
    situation: 'It has subsidiaries, deals, contracts, money or converted leads, or is somebody\'s partner.',
    action: 'Record that the customer has left instead of removing him.',
  },
  person_unknown: {
    family: 'user',
    status: 422,
    title: 'This person cannot be given an account',
    situation: 'He is unknown, inactive, no seller, or belongs to a unit outside of the caller\'s.',
    action: '"data.reason" says which; name somebody else.',
  },
  same_owner: {
    family: 'user',
    status: 409,
    title: 'He owns it already',
    situation: 'The account, or everything that is to be handed over, belongs to this person.',
    action: 'Name another person.',
  },
  until_past: {
    family: 'user',
    status: 422,
    title: 'The end lies in the past',
    situation: 'A place in the team can only end in the future.',
    action: 'Give a later instant, or take the person out of the team.',
  },
  visit_in_future: {
    family: 'user',
    status: 422,
    title: 'A visit has been made or not',
    situation: 'The instant of the visit lies in the future.',
    action: 'Record it when it has been made.',
  },
  contact_unknown: {
    family: 'user',
    status: 422,
    title: 'There is no such contact in this account',
    situation: 'The contact is unknown or belongs to another account.',
    action: 'Add the contact to the account first.',
  },
  not_linked: {
    family: 'user',
    status: 404,
    title: 'There is no such entry',
    situation: 'The person is not in the team, the partner is not linked, or nobody noted this relationship.',
    action: 'Read the account: it lists what is there.',
  },
  phone_invalid: {
    family: 'user',
    status: 422,
    title: 'This is not a telephone number',
    situation: 'It has letters, or too few or too many digits.',
    action: 'Give it with the country code, as in +8613800138000.',
  },
  credit_code_invalid: {
    family: 'user',
    status: 422,
    title: 'This is not a unified social credit code',
    situation: 'It has 18 characters of digits and capital letters without I, O, S, V and Z.',
    action: 'Correct it or leave it out.',
  },
});

export const contactErrors = defineErrors('contact', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'There is no such contact',
    situation: 'The id is unknown, or the contact belongs to an account outside what the caller may see.',
    action: 'Look it up among the contacts of its account.',
  },
  email_invalid: {
    family: 'user',
    status: 422,
    title: 'This is not an e-mail address',
    situation: 'It has no @ or no domain.',
    action: 'Correct it or leave it out.',
  },
  phone_invalid: {
    family: 'user',
    status: 422,
    title: 'This is not a telephone number',
    situation: 'It has letters, or too few or too many digits.',
    action: 'Give it with the country code, as in +8613800138000.',
  },
});

export const handOverErrors = defineErrors('hand_over', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'There is no such hand-over',
    situation: 'The id is unknown, or it was done outside the unit of the caller.',
    action: 'Use the id that the hand-over answered.',
  },
});
