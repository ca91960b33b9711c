import { workflowInfo } from '@temporalio/workflow';
import type { ProcessMemo } from '@throughline/process-contracts/clock';

/** Set by whoever starts the process and handed on from run to run. */
export function processMemo(): ProcessMemo {
  const memo = workflowInfo().memo ?? {};
  return {
    sandbox: memo.sandbox === true,
    ...(typeof memo.continueAsNewEvents === 'number' && { continueAsNewEvents: memo.continueAsNewEvents }),
  };
}
