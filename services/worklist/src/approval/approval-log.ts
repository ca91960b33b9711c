import type { ApprovalOutcome } from '@throughline/events/approval-events';
import type { RoutedLeg } from '@throughline/policy/approval-leg';
import type { LegOutcome, LoggedDecision, RequestOutcome } from '@throughline/policy/approval-outcome';
import type { TaskDecision } from '../task/task.repository';

/** The decisions of a request, in their order, as the rules read them. */
export function logOf(decisions: readonly TaskDecision[]): LoggedDecision[] {
  return decisions.map(({ leg, seat, decidedBy, outcome, toStep }) => ({ legKey: leg, seat, by: decidedBy, outcome: outcome as LegOutcome, ...(toStep !== null && { toStep }) }));
}

/** Returned to the requester ends a request too: the better one is a request of its own. */
export const endOf = (outcome: RequestOutcome): ApprovalOutcome => (outcome === 'returned' ? 'refused' : outcome);

/** Others are asked at the same time, so that it has a story of its own. */
export const isSideBySide = (route: readonly RoutedLeg[], { key, step }: RoutedLeg): boolean =>
  route.some((other) => other.key !== key && other.step === step && !other.skipped);
