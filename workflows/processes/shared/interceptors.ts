import { ActivityFailure, ApplicationFailure } from '@temporalio/common';
import { workflowInfo } from '@temporalio/workflow';
import type { WorkflowInterceptorsFactory } from '@temporalio/workflow';
import { workflowTypes } from '@throughline/process-contracts/workflow-ids';

/**
 * A refusal that a story has no answer to is a bug, and a bug must not end a process that has lived for months: thrown as a plain
 * error it leaves the workflow task retrying (with an alarm on it) until a fixed worker is deployed. Updates still fail to their caller.
 * The reconciliation lives for seconds and may fail.
 */
export const interceptors: WorkflowInterceptorsFactory = () => ({
  inbound: [
    {
      async execute(input, next) {
        return next(input).catch((error: unknown) => {
          const refusal = error instanceof ActivityFailure && error.cause instanceof ApplicationFailure ? error.cause : undefined;
          if (!refusal || workflowInfo().workflowType === workflowTypes.reconciliation) throw error;
          throw new Error(`${(error as ActivityFailure).activityType} was refused with ${refusal.type}: the story has no answer to it.`);
        });
      },
    },
  ],
});
