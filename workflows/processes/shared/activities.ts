import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { RetryPolicy } from '@temporalio/common';
import type { Queue } from '@throughline/process-contracts/queues';

/** Infrastructure comes back: retried without end. A refusal arrives as a non-retryable failure with its error code. */
const forEver: RetryPolicy = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '60s' };

/** A worker that is killed within an activity costs just this long. */
const oneStep = '10s';

/** Steps of another service, or that talk to the outside. */
export const activitiesOn = <A>(taskQueue: Queue) =>
  proxyActivities<A>({ taskQueue, startToCloseTimeout: oneStep, retry: forEver });

/** One short transaction of the service that polls this story's own queue: 18 ms instead of 99 to answer an update. */
export const ownActivities = <A>() => proxyLocalActivities<A>({ startToCloseTimeout: oneStep, retry: forEver });

/** Acts in batches over a whole book; heartbeats between batches, so that a killed worker is noticed as early as elsewhere. */
export const ownActs = <A>() =>
  proxyActivities<A>({ startToCloseTimeout: '30m', heartbeatTimeout: oneStep, retry: forEver });
