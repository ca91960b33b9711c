import { defineErrors } from '@throughline/errors/throughline-error';

export const contractErrors = defineErrors('contract', {
  not_found: {
    family: 'user', status: 404, title: 'No such contract',
    situation: 'The id is unknown, or the contract lies outside what the caller may see.',
    action: 'Check the id, or ask the owner to share it.',
  },
  version_not_found: {
    family: 'user', status: 404, title: 'No such version',
    situation: 'The contract has no version of that number.',
    action: 'Use one of the versions that the contract lists.',
  },
  not_possible_now: {
    family: 'user', status: 409, title: 'Not possible in this state',
    situation: 'The contract is in a state that does not allow the act.',
    action: 'Read the contract again; its status says what can follow.',
  },
  new_version_needed: {
    family: 'user', status: 409, title: 'A new version is needed',
    situation: 'The present version was returned by its reviewers; a version is reviewed once.',
    action: 'Add a version, then request its review.',
  },
  nothing_changed: {
    family: 'user', status: 409, title: 'Nothing has changed',
    situation: 'The new version equals the present one in amount, terms and clauses.',
    action: 'Change something, or leave the present version as it is.',
  },
  signed_already: {
    family: 'user', status: 409, title: 'That side has signed already',
    situation: 'Each side signs once; and what one side has signed is not changed any more.',
    action: 'Read the contract again; it lists its signatures.',
  },
  hash_mismatch: {
    family: 'user', status: 409, title: 'Another document was signed',
    situation: 'The hash of the signed document is not that of the current version.',
    action: 'Have the current version signed; its hash is in data.documentHash.',
  },
  may_not_sign: {
    family: 'user', status: 403, title: 'You may not sign for our side',
    situation: 'For our own side only authorised signatories sign: legal, head of sales, administration.',
    action: 'Ask one of them.',
  },
  amount_invalid: {
    family: 'user', status: 400, title: 'The amount is not valid',
    situation: 'A contract is about an amount above zero, in the currency of its deal.',
    action: 'Correct the amount.',
  },
  review_incomplete: {
    family: 'unexpected', status: 500, title: 'The review is not complete',
    situation: 'A review was to be completed as approved although a leg has not approved.',
    action: 'Tell an operator.',
  },
});
