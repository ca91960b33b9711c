// Part of the workflow bundle: deterministic, and nothing but @temporalio/workflow may be imported.
import { AsyncLocalStorage, type WorkflowInterceptors } from '@temporalio/workflow';

import { operationOf, withOperation, type OperationHeader } from './header';

/**
 * Carries correlation, causation and trace from whoever started, signalled or updated the workflow to its activities, children and next run.
 * Who acts is carried only within an update: what a story does later by itself, it does as the system.
 */
export const interceptors = (): WorkflowInterceptors => {
  const operation = new AsyncLocalStorage<OperationHeader | undefined>();
  let started: OperationHeader | undefined;
  const current = () => operation.getStore() ?? started;

  return {
    inbound: [
      {
        execute(input, next) {
          started = withoutPrincipal(operationOf(input.headers));
          return operation.run(started, () => next(input));
        },
        handleSignal(input, next) {
          return operation.run(withoutPrincipal(operationOf(input.headers)) ?? started, () => next(input));
        },
        handleUpdate(input, next) {
          return operation.run(operationOf(input.headers) ?? started, () => next(input));
        },
      },
    ],
    outbound: [
      {
        scheduleActivity: (input, next) => next({ ...input, headers: withOperation(input.headers, current()) }),
        scheduleLocalActivity: (input, next) => next({ ...input, headers: withOperation(input.headers, current()) }),
        startChildWorkflowExecution: (input, next) => next({ ...input, headers: withOperation(input.headers, current()) }),
        signalWorkflow: (input, next) => next({ ...input, headers: withOperation(input.headers, current()) }),
        continueAsNew: (input, next) => next({ ...input, headers: withOperation(input.headers, started) }),
      },
    ],
  };
};

function withoutPrincipal(header: OperationHeader | undefined): OperationHeader | undefined {
  if (!header) return undefined;
  const { principal: _principal, ...rest } = header;
  return rest;
}
