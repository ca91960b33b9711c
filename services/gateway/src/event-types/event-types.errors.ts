import { defineErrors } from '@throughline/errors/throughline-error';

export const eventTypeErrors = defineErrors('event_type', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'There is no such event',
    situation: 'No event of this type is published.',
    action: 'See GET /v1/event-types for all that there are.',
  },
});
