import type { SandboxActivities } from '@throughline/process-contracts/clock';

/** Sandbox time in memory: stands still until it is moved. */
export class FakeSandbox implements SandboxActivities {
  readonly wakeUps = new Map<string, string>();
  now = new Date('2026-03-02T01:00:00.000Z');

  registerWakeUp = async ({ workflowId, at }: { workflowId: string; at: string }): Promise<{ reached: boolean }> => {
    if (this.now >= new Date(at)) {
      this.wakeUps.delete(workflowId);
      return { reached: true };
    }
    this.wakeUps.set(workflowId, at);
    return { reached: false };
  };

  clearWakeUp = async ({ workflowId }: { workflowId: string }): Promise<void> => {
    this.wakeUps.delete(workflowId);
  };
}
