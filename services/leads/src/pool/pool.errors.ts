import { defineErrors } from '@throughline/errors/throughline-error';

export const poolErrors = defineErrors('pool', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'There is no such pool',
    situation: 'The id is unknown.',
    action: 'Look the pool up in the list of pools.',
  },
  unit_unknown: {
    family: 'user',
    status: 422,
    title: 'There is no such unit',
    situation: 'No unit of the organisation has this id.',
    action: 'Look the unit up in /v1/units.',
  },
  name_taken: {
    family: 'user',
    status: 409,
    title: 'A pool has this name already',
    situation: 'Pools are told apart by their names.',
    action: 'Choose another name.',
  },
  closed: {
    family: 'user',
    status: 409,
    title: 'The pool is closed',
    situation: 'A closed pool takes no leads and gives none.',
    action: 'Choose an open pool.',
  },
  no_assignment_policy: {
    family: 'user',
    status: 409,
    title: 'This pool has no rules of assignment',
    situation: 'No policy of kind assignment is set for the pool, or none of its versions is in force.',
    action: 'Set one with PUT /v1/pools/{id}/assignment-policy, or assign by round-robin.',
  },
  administrator_unknown: {
    family: 'user',
    status: 422,
    title: 'This person cannot look after a pool',
    situation: 'The person is unknown or no longer active.',
    action: 'Name active people.',
  },
  none_open: {
    family: 'user',
    status: 422,
    title: 'Say which pool',
    situation: 'No pool is named, and there is not exactly one open pool to take.',
    action: 'Give poolId.',
  },
});
