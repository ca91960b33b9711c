import type { Client } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { WorkflowIdReusePolicy, WorkflowNotFoundError } from '@temporalio/common';
import { pokeSignal } from '@throughline/process-contracts/clock';
import type { ReconcilerActivities, ReconciliationReport, StoryType } from '@throughline/process-contracts/reconciliation';
import type { OpenSubject } from '@throughline/process-contracts/worklist';
import { processStart } from '@throughline/temporal/process-start';
import type { TouchedWorkflows } from '@throughline/temporal/touched-workflows';
import { showReport } from './reconciliation-metrics';

const pageSize = 300;
/** A younger story is not called an orphan: its subject's row may not be committed where it is asked for. */
const settledAfterMs = 60_000;
/** Earlier than any deadline: the clock asks at once. */
const now = '1970-01-01T00:00:00.000Z';

/** What the reconciler sees and mends in Temporal. Activities of the queue `processes`. */
export class TemporalFindings implements ReconcilerActivities {
  constructor(
    private readonly client: Client,
    private readonly touched: TouchedWorkflows,
  ) {}

  missingStories = async ({ subjects }: { subjects: OpenSubject[] }): Promise<OpenSubject[]> => {
    const running = await inTurns(subjects, ({ workflowId }) => this.isRunning(workflowId));
    return subjects.filter((_, at) => !running[at]);
  };

  startStories = async ({ subjects }: { subjects: OpenSubject[] }): Promise<number> => {
    const started = await inTurns(subjects, (subject) => this.start(subject));
    return started.filter(Boolean).length;
  };

  runningStories = async ({ type, page }: { type: StoryType; page?: string }): Promise<{ workflowIds: string[]; next?: string }> => {
    const { workflowService, options } = { workflowService: this.client.workflowService, options: this.client.options };
    const before = new Date(Date.now() - settledAfterMs).toISOString();
    const { executions, nextPageToken } = await workflowService.listWorkflowExecutions({
      namespace: options.namespace,
      pageSize,
      query: `WorkflowType = '${type}' AND ExecutionStatus = 'Running' AND StartTime < '${before}'`,
      ...(page !== undefined && { nextPageToken: Buffer.from(page, 'base64') }),
    });
    const next = Buffer.from(nextPageToken ?? []).toString('base64');
    return { workflowIds: executions.flatMap(({ execution }) => execution?.workflowId ?? []), ...(next !== '' && { next }) };
  };

  terminateStories = async ({ workflowIds, reason }: { workflowIds: string[]; reason: string }): Promise<number> => {
    const ended = await inTurns(workflowIds, (workflowId) => unlessGone(this.client.workflow.getHandle(workflowId).terminate(`reconciliation: ${reason}`)));
    return ended.filter(Boolean).length;
  };

  pokeClocks = async ({ clocks }: { clocks: OpenSubject[] }): Promise<number> => {
    const poked = await inTurns(clocks, ({ workflowId }) => {
      this.touched.touch(workflowId);
      return unlessGone(this.client.workflow.getHandle(workflowId).signal(pokeSignal, { at: now }));
    });
    return poked.filter(Boolean).length;
  };

  publishReport = async ({ report }: { report: ReconciliationReport }): Promise<void> => showReport(report);

  private async isRunning(workflowId: string): Promise<boolean> {
    try {
      const { status } = await this.client.workflow.getHandle(workflowId).describe();
      return status.name === 'RUNNING';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  /** The subject is open, whatever became of an earlier run with this id: it is started again. */
  private async start({ workflowId, workflowType, queue, input }: OpenSubject): Promise<boolean> {
    try {
      this.touched.touch(workflowId);
      await this.client.workflow.start(workflowType, {
        ...processStart(workflowType, workflowId),
        workflowId,
        taskQueue: queue,
        args: [input],
        workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      });
      return true;
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
      throw error;
    }
  }
}

async function unlessGone(act: Promise<unknown>): Promise<boolean> {
  return act.then(
    () => true,
    (error: unknown) => {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    },
  );
}

/** Twenty at once: enough to be quick, few enough not to crowd out decisions. */
async function inTurns<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let from = 0; from < items.length; from += 20) {
    results.push(...(await Promise.all(items.slice(from, from + 20).map(act))));
  }
  return results;
}
