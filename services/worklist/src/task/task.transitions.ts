export type TaskStatus = 'open' | 'done' | 'lapsed' | 'cancelled';

/** A task is answered, outlived by its story, or no longer needed; each only once. */
export const taskTransitions: Record<TaskStatus, Partial<Record<'decide' | 'lapse' | 'cancel', TaskStatus>>> = {
  open: { decide: 'done', lapse: 'lapsed', cancel: 'cancelled' },
  done: {},
  lapsed: {},
  cancelled: {},
};
