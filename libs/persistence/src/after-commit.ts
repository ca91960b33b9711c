import { rootLogger } from '@throughline/observability/logger';

/** Runs what was asked for after a commit. A failure in it cannot undo the commit: it is logged. */
export function afterwards(hooks: readonly (() => void)[]): void {
  for (const hook of hooks) {
    try {
      hook();
    } catch (error) {
      rootLogger('persistence').error({ err: error }, 'a step after a commit failed');
    }
  }
}
