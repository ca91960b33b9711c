import type { SandboxActivities } from '@throughline/process-contracts/clock';

/** Where sleeping workflows of a sandbox are registered; persistence's SandboxTimeStore is one. */
export interface WakeUps {
  now(): Promise<Date>;
  register(workflowId: string, at: Date): Promise<void>;
  clear(workflowId: string): Promise<void>;
}

/** The activities that `sleepUntil` calls in a sandbox, offered on every queue. Never called in production. */
export function sandboxActivities(wakeUps?: WakeUps): SandboxActivities {
  return {
    async registerWakeUp({ workflowId, at }) {
      const register = required(wakeUps);
      await register.register(workflowId, new Date(at));
      // Time may have moved past the instant before the row was there: then nobody sends a wake.
      if ((await register.now()) < new Date(at)) return { reached: false };
      await register.clear(workflowId);
      return { reached: true };
    },
    async clearWakeUp({ workflowId }) {
      await required(wakeUps).clear(workflowId);
    },
  };
}

function required(wakeUps: WakeUps | undefined): WakeUps {
  if (!wakeUps) throw new Error('A workflow of a sandbox sleeps on a queue that has no register of wake-ups.');
  return wakeUps;
}
