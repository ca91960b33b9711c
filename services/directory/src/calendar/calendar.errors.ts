import { defineErrors } from '@throughline/errors/throughline-error';

export const calendarErrors = defineErrors('calendar', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'There is no such working calendar',
    situation: 'No published calendar has this key.',
    action: 'Ask for the key that the company uses; the seeded one is "china".',
  },
});
