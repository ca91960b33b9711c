import type { Client } from '@temporalio/client';
import { ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { queues } from '@throughline/process-contracts/queues';
import { workflowIds, workflowTypes } from '@throughline/process-contracts/workflow-ids';
import { processStart } from '@throughline/temporal/process-start';

/** Minutes between two comparisons. */
const every = 5;

/** The comparison of records with running processes, every five minutes by the server's clock, one at a time. Safe to repeat. */
export async function ensureReconciliationSchedule(client: Client, tenant: string): Promise<'created' | 'exists'> {
  const workflowId = workflowIds.reconciliation(tenant, 'scheduled');
  try {
    await client.schedule.create({
      scheduleId: workflowId,
      spec: { intervals: [{ every: `${every}m` }] },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: `${every}m` },
      action: {
        type: 'startWorkflow',
        workflowType: workflowTypes.reconciliation,
        workflowId,
        taskQueue: queues.processes,
        args: [{ repair: true }],
        ...processStart(workflowTypes.reconciliation, workflowId),
      },
    });
    return 'created';
  } catch (error) {
    if (error instanceof ScheduleAlreadyRunning) return 'exists';
    throw error;
  }
}
