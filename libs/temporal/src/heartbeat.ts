import { Context } from '@temporalio/activity';

/** Tells Temporal that a long act goes on; does nothing where the same command runs outside of an activity. */
export function heartbeat(details?: unknown): void {
  if (inActivity()) Context.current().heartbeat(details);
}

function inActivity(): boolean {
  try {
    return Boolean(Context.current());
  } catch {
    return false;
  }
}
