import { defineErrors } from '@throughline/errors/throughline-error';

export const personErrors = defineErrors('person', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'There is no such person',
    situation: 'Nobody has this id, or the person has left.',
    action: 'Look up the person in /v1/people.',
  },
  not_oneself: {
    family: 'user',
    status: 409,
    title: 'One cannot do this to oneself',
    situation: 'You would lock yourself out.',
    action: 'Ask another administrator.',
  },
  email_taken: {
    family: 'user',
    status: 409,
    title: 'Somebody has this address already',
    situation: 'An address belongs to one person, also after he has left.',
    action: 'Change or bring back that person, or use another address.',
  },
  external_id_taken: {
    family: 'user',
    status: 409,
    title: 'Somebody has this external id already',
    situation: 'The id of the company\'s own books names one person.',
    action: 'Change that person, or use another id.',
  },
  has_left: {
    family: 'user',
    status: 409,
    title: 'The person has left',
    situation: 'Who is no longer with us, or not yet, has no position and gets none.',
    action: 'Bring the person in first (`active`).',
  },
  manager_has_left: {
    family: 'user',
    status: 422,
    title: 'The manager has left',
    situation: 'Nobody reports to somebody who is no longer with us.',
    action: 'Name somebody else.',
  },
  leads_back: {
    family: 'user',
    status: 409,
    title: 'He would report to himself',
    situation: 'The line above the manager leads back to this person.',
    action: 'Name somebody who does not report to him.',
  },
  role_twice: {
    family: 'user',
    status: 422,
    title: 'A role is there twice, narrowed in two ways',
    situation: 'The person\'s own unit was named and left out for the same role, each narrowed to something else (`only`).',
    action: 'Name the role once, with all that it is narrowed to.',
  },
  narrowed_to_too_much: {
    family: 'user',
    status: 422,
    title: 'The roles are narrowed to too many values',
    situation: 'What somebody\'s roles are narrowed to travels with each of his requests; `atMost` characters in all.',
    action: 'Name fewer values, or give the role for a unit instead.',
  },
});
