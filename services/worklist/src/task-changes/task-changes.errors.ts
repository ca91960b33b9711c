import { defineErrors } from '@throughline/errors/throughline-error';

export const taskChangesErrors = defineErrors('task_changes', {
  too_many_streams: {
    family: 'user',
    status: 429,
    title: 'Too many streams are open',
    situation: 'This person listens to the changes of his tasks in as many places as one may at once.',
    action: 'Close one, or share one stream among your windows; then open it again.',
  },
});
