import { defineErrors } from '@throughline/errors/throughline-error';

export const positionErrors = defineErrors('position', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'There is no such position',
    situation: 'This person has no position with this id.',
    action: 'Look it up in /v1/people/{id}/positions.',
  },
  lies_ahead: {
    family: 'user',
    status: 422,
    title: 'The day lies ahead',
    situation: 'A position begins and ends today or earlier, in the zone of the person: what is planned is not yet true.',
    action: 'Send it on the day.',
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
