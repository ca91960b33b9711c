import { isGrpcServiceError, WorkflowFailedError, WorkflowUpdateFailedError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';

import { unavailableErrors } from '@throughline/errors/common-errors';
import { fromFailure } from '@throughline/errors/failure';
import { ThroughlineError, type ErrorDetails } from '@throughline/errors/throughline-error';

import { storyErrors } from './story.errors';

const GRPC = { CANCELLED: 1, DEADLINE_EXCEEDED: 4, NOT_FOUND: 5, RESOURCE_EXHAUSTED: 8, ABORTED: 10, UNAVAILABLE: 14 };
const AWAY = [GRPC.CANCELLED, GRPC.DEADLINE_EXCEEDED, GRPC.RESOURCE_EXHAUSTED, GRPC.ABORTED, GRPC.UNAVAILABLE];

/** No answer was heard, so nobody knows whether it was applied. */
export function isUncertain(error: unknown): boolean {
  return error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || AWAY.includes(grpcCode(error) ?? -1);
}

/** An error of the Temporal client as one of ours; what is no fault of the server or the workflow is returned as it is. */
export function toStoryError(error: unknown): unknown {
  if (error instanceof ThroughlineError) return error;
  if (error instanceof WorkflowUpdateFailedError || error instanceof WorkflowFailedError) return fromApplicationFailure(error.cause) ?? error;
  if (error instanceof WorkflowNotFoundError || grpcCode(error) === GRPC.NOT_FOUND) return storyErrors.not_running({ cause: error });
  if (isUncertain(error)) return unavailableErrors.temporal({ cause: error, retryAfterSeconds: 2 });
  return error;
}

/** The innermost failure with a type is what the activity or the validator refused with. */
function fromApplicationFailure(failure: unknown): ThroughlineError | undefined {
  for (let cause: unknown = failure; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof ApplicationFailure && cause.type) return fromFailure(cause.type, cause.details?.[0] as ErrorDetails | undefined);
  }
  return undefined;
}

function grpcCode(error: unknown): number | undefined {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (isGrpcServiceError(cause)) return cause.code;
  }
  return undefined;
}
