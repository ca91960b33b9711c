import { defineErrors } from '@throughline/errors/throughline-error';

export const absenceErrors = defineErrors('absence', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'There is no such absence',
    situation: 'This person has no absence with this id.',
    action: 'Look it up in /v1/people/{id}/absences.',
  },
  ends_before_it_starts: {
    family: 'user',
    status: 422,
    title: 'The absence ends before it starts',
    situation: '"to" is not later than "from". A day as "to" is meant to its end.',
    action: 'Correct "to".',
  },
  overlaps: {
    family: 'user',
    status: 409,
    title: 'The person is away then already',
    situation: 'Another absence of this person covers a part of this time.',
    action: 'Cancel that one first, or plan the time around it.',
  },
  already_cancelled: {
    family: 'user',
    status: 409,
    title: 'This absence was cancelled before',
    situation: 'It is not valid any more.',
    action: 'Nothing is left to do.',
  },
});
