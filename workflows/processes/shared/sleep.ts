import { allHandlersFinished, condition, setHandler, sleep, workflowInfo } from '@temporalio/workflow';
import { wakeSignal } from '@throughline/process-contracts/clock';
import type { SandboxActivities } from '@throughline/process-contracts/clock';
import { ownActivities } from './activities';
import { processMemo } from './memo';

const { registerWakeUp, clearWakeUp } = ownActivities<SandboxActivities>();

/** The same moment again, or another within a second, waits this long (ms): a clock wakes once a second at most. */
const pace = 1000;

export interface Sleeper {
  /**
   * Sleeps until business time reaches `at` (ISO 8601; null: for ever) or until `interrupted` holds, whichever comes first;
   * an interruption wins a draw. One sleep at a time: a process waits for its next moment only.
   */
  until(at: string | null, interrupted: () => boolean, summary: string): Promise<'due' | 'interrupted'>;
  /** Before the process ends: lets every caller hear his answer and takes back a wake-up that nobody waits for any more. */
  end(): Promise<void>;
}

/** Must be called before the first await: it registers the handler of `wake`. */
export function sleeper(): Sleeper {
  return processMemo().sandbox ? sandboxSleeper() : timerSleeper();
}

/** Real time: one durable timer. */
function timerSleeper(): Sleeper {
  let lastDue = 0;
  return {
    async until(at, interrupted, summary) {
      if (at === null) await condition(interrupted);
      else {
        const wake = Math.max(Date.parse(at), lastDue + pace);
        if (wake > Date.now()) await condition(interrupted, wake - Date.now(), { summary });
      }
      if (interrupted()) return 'interrupted';
      lastDue = Date.now();
      return 'due';
    },
    end: () => condition(allHandlersFinished),
  };
}

/** Sandbox: business time stands still until it is moved; the wake-up is a row, its wake a signal that says what time it is. */
function sandboxSleeper(): Sleeper {
  const { workflowId } = workflowInfo();
  let now = -Infinity;
  let lastDue: string | null = null;
  let registered = false;
  setHandler(wakeSignal, (wake) => {
    now = Math.max(now, Date.parse(wake.now));
  });
  const takeBack = async () => {
    if (registered) await clearWakeUp({ workflowId });
    registered = false;
  };
  return {
    async until(at, interrupted) {
      if (at === null) {
        await takeBack();
        await condition(interrupted);
        return 'interrupted';
      }
      if (at === lastDue) await sleep(pace); // no progress since the last act: do not spin
      if (interrupted()) return 'interrupted';
      const reached = () => now >= Date.parse(at);
      if (!reached()) {
        registered = !(await registerWakeUp({ workflowId, at })).reached;
        if (registered) await condition(() => interrupted() || reached());
        if (reached()) registered = false;
      }
      if (interrupted()) return 'interrupted';
      lastDue = at;
      return 'due';
    },
    async end() {
      await takeBack();
      await condition(allHandlersFinished);
    },
  };
}
