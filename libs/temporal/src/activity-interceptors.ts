import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';

import { toFailure } from '@throughline/errors/failure';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { withContext, type OperationContext } from '@throughline/observability/context';
import { rootLogger } from '@throughline/observability/logger';
import { histogram } from '@throughline/observability/metrics';
import { startSpan } from '@throughline/observability/tracing';

import { operationOf } from './header';

/** Told when activities begin and end, so that the sandbox knows when all is quiet. */
export interface ActivityCount {
  activityStarted(): void;
  activityEnded(): void;
}

const seconds = histogram('throughline_activity_seconds', 'How long one try of an activity took.', ['queue', 'activity', 'outcome']);

/** Gives each activity the context of its workflow, counts and times it, and turns what it throws into a Temporal failure. */
export function activityInterceptors(queue: string, count?: ActivityCount): ActivityInterceptorsFactory {
  return () => ({
    inbound: {
      async execute(input, next) {
        const info = activityInfo();
        const workflowId = info.workflowExecution?.workflowId;
        const header = operationOf(input.headers);
        const done = seconds.startTimer({ queue, activity: info.activityType });
        const span = startSpan(`activity ${info.activityType}`, header?.traceparent, { queue, workflowId, attempt: info.attempt });
        count?.activityStarted();
        try {
          const context: OperationContext = {
            ...header,
            ...(span && { traceparent: span.traceparent }),
            correlationId: header?.correlationId ?? workflowId,
            workflowId,
            principal: header?.principal ?? asSystem(info.workflowType),
          };
          const result = await withContext(context, () => next(input));
          done({ outcome: 'done' });
          span?.end();
          return result;
        } catch (error) {
          done({ outcome: 'failed' });
          span?.end(error);
          throw asApplicationFailure(error, queue, info.activityType);
        } finally {
          count?.activityEnded();
        }
      },
    },
  });
}

const asSystem = (workflowType: string | undefined) => ({ personId: `system:${workflowType ?? 'activity'}`, authType: 'system' as const });

/** Refusals end the activity; all else is tried again. Temporal's own failures (cancellation) pass as they are. */
export function asApplicationFailure(error: unknown, queue = '', activity = ''): unknown {
  if (!(error instanceof ThroughlineError)) {
    if (isTemporalFailure(error)) return error;
    rootLogger(queue || 'activity').error({ err: error, activity }, 'an activity failed and will be tried again');
  }
  const { type, message, nonRetryable, details } = toFailure(error);
  return ApplicationFailure.create({ message, type, nonRetryable, details: [details] });
}

function isTemporalFailure(error: unknown): boolean {
  return error instanceof Error && /^(ApplicationFailure|CancelledFailure|CompleteAsyncError|ActivityFailure)$/.test(error.name);
}
