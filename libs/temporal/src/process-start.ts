import type { SearchAttributePair } from '@temporalio/common';

import type { ProcessMemo } from '@throughline/process-contracts/clock';
import { searchAttributes } from '@throughline/process-contracts/search-attributes';
import { staticSummary } from '@throughline/process-contracts/summaries';
import { parseWorkflowId, workflowTypes, type WorkflowType } from '@throughline/process-contracts/workflow-ids';

/** What every start of a process of ours carries beside its input. */
export interface ProcessStart {
  memo: Record<string, unknown>;
  staticSummary?: string;
  typedSearchAttributes?: SearchAttributePair[];
}

/** Made of type and id alone, so that a story started anew by the reconciler is described like the lost one. */
export function processStart(type: string, workflowId: string): ProcessStart {
  const memo = processMemo();
  if (!(type in workflowTypes)) return { memo };
  const { tenant, process, subject } = parseWorkflowId(workflowId);
  return {
    memo,
    staticSummary: staticSummary(type as WorkflowType, workflowId),
    typedSearchAttributes: [
      { key: searchAttributes.tenant, value: tenant },
      { key: searchAttributes.process, value: process },
      { key: searchAttributes.subject, value: subject },
    ],
  };
}

function processMemo(env = process.env): Record<string, unknown> {
  const memo: ProcessMemo = {
    sandbox: env.THROUGHLINE_SANDBOX === 'true',
    ...(env.CONTINUE_AS_NEW_EVENTS && { continueAsNewEvents: Number(env.CONTINUE_AS_NEW_EVENTS) }),
  };
  return { ...memo };
}
