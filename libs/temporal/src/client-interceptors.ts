import type { WorkflowClientInterceptor } from '@temporalio/client';

import { currentContext } from '@throughline/observability/context';

import { withOperation, type OperationHeader } from './header';

/** Puts the context of the work in progress on everything that is said to a workflow. */
export const contextToHeader: WorkflowClientInterceptor = {
  start: (input, next) => next({ ...input, headers: withOperation(input.headers, operation()) }),
  startWithDetails: (input, next) => next({ ...input, headers: withOperation(input.headers, operation()) }),
  signal: (input, next) => next({ ...input, headers: withOperation(input.headers, operation()) }),
  signalWithStart: (input, next) => next({ ...input, headers: withOperation(input.headers, operation()) }),
  startUpdate: (input, next) => next({ ...input, headers: withOperation(input.headers, operation()) }),
  startUpdateWithStart: (input, next) =>
    next({
      ...input,
      workflowStartHeaders: withOperation(input.workflowStartHeaders, operation()),
      updateHeaders: withOperation(input.updateHeaders, operation()),
    }),
};

function operation(): OperationHeader | undefined {
  const { correlationId, causationId, traceparent, principal } = currentContext();
  if (!correlationId && !traceparent && !principal) return undefined;
  return { correlationId, causationId, traceparent, principal };
}
