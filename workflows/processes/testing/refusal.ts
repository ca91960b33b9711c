import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';

/** The code with which an update was refused. */
export async function refusal(update: Promise<unknown>): Promise<string | undefined | null> {
  const error = await update.then(
    () => undefined,
    (rejection: unknown) => rejection,
  );
  if (error === undefined) return 'not refused';
  if (!(error instanceof WorkflowUpdateFailedError)) throw error;
  for (let cause: unknown = error.cause; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof ApplicationFailure) return cause.type;
  }
  throw error;
}
