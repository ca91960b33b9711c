import { defineErrors } from '@throughline/errors/throughline-error';

export const positionErrors = defineErrors('position', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'There is no such position',
    situation: 'This person has no position with this id.',
    action: 'Look it up in /v1/people/{id}/positions.',
  },
  planned_already: {
    family: 'user',
    status: 409,
    title: 'Something else is planned for this',
    situation: 'Another main position begins on this day, or the end of this position is planned for another day.',
    action: 'Withdraw the plan that is named in "data" first.',
  },
  not_planned: {
    family: 'user',
    status: 404,
    title: 'There is no such plan',
    situation: 'Nothing with this id is planned for this person.',
    action: 'Look it up in /v1/people/{id}/positions, under "planned".',
  },
  plan_settled: {
    family: 'user',
    status: 409,
    title: 'The day has come',
    situation: 'What was planned has begun, or has failed; "data" says which.',
    action: 'Give the person the position that he is to have from today on.',
  },
  before_the_last: {
    family: 'user',
    status: 422,
    title: 'The day lies before the position that he has',
    situation: 'His present main position began later than this day, or the position would end before it begins.',
    action: 'Take the day on which the present one began, or a later one.',
  },
  is_main: {
    family: 'user',
    status: 409,
    title: 'The main position is not ended by itself',
    situation: 'Everybody who is with us has one main position.',
    action: 'Give the person another main position, or mark him as having left.',
  },
  already_ended: {
    family: 'user',
    status: 409,
    title: 'This position has ended before',
    situation: 'The person does not have it any more.',
    action: 'Nothing is left to do.',
  },
});
