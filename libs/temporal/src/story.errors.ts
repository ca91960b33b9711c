import { defineErrors } from '@throughline/errors/throughline-error';

/** What can be wrong with the workflow itself, whatever it was asked. */
export const storyErrors = defineErrors('story', {
  not_running: {
    family: 'user',
    status: 409,
    title: 'This is over',
    situation: 'The process that this belongs to has ended or was never started.',
    action: 'Read the record again: its status says how it ended.',
  },
});
