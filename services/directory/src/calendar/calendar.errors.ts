import { defineErrors } from '@throughline/errors/throughline-error';

export const calendarErrors = defineErrors('calendar', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'There is no such working calendar',
    situation: 'No published calendar has this key.',
    action: 'Ask for the key that the company uses; the seeded one is "china".',
  },
  not_icalendar: {
    family: 'user',
    status: 422,
    title: 'The file is no iCalendar file',
    situation: 'It cannot be read as RFC 5545: `detail` says where it breaks off, or it has no calendar in it.',
    action: 'Export the calendar again as .ics and send that file as text.',
  },
  changes_its_use: {
    family: 'user',
    status: 409,
    title: 'A calendar does not change its use',
    situation: 'The calendar was published as the company\'s and is now said to be of a shift, or the other way round.',
    action: 'Publish it under a key of its own.',
  },
});
