import { defineErrors } from '@throughline/errors/throughline-error';

export const peopleBookErrors = defineErrors('people_book', {
  no_calendar: {
    family: 'operational',
    status: 503,
    title: 'The working calendar has not arrived yet',
    situation: 'No calendar has been published by the directory, or its event has not been read yet.',
    action: 'Send the same request again in a few seconds; if it stays, seed the directory.',
  },
  unknown_unit: {
    family: 'user',
    status: 404,
    title: 'No such unit',
    situation: 'A list was narrowed to a unit whose id no event of the directory has told of.',
    action: 'Take the id from GET /v1/units.',
  },
});
