import { approvalApproverAdded, approvalCopied, approvalGranted, approvalLapsed, approvalQuestionAnswered, approvalQuestionAsked, approvalRefused, approvalRequested, approvalWithdrawn } from '@throughline/events/approval-events';
import type { DomainEvent } from '@throughline/events/event-definition';
import type { TaskDecision } from '../task/task.repository';
import type { ApprovalRequest } from './approval-request.entity';

const subject = ({ id, kind, subjectId, dealId }: ApprovalRequest) => ({ requestId: id, kind, subjectId, dealId });
const head = (request: ApprovalRequest) => ({
  id: request.id,
  version: request.nextFact(),
  orgPath: request.orgPath,
  ...(request.dealId && { correlationId: request.dealId }),
});

export function requested(request: ApprovalRequest): DomainEvent {
  const { requesterId, orgPath, amount, policyId, policyVersion } = request;
  return approvalRequested.of({
    ...head(request),
    data: { ...subject(request), requesterId, orgPath, amount: amount?.toJSON() ?? null, policyId, policyVersion },
  });
}

export const approverAdded = (request: ApprovalRequest, added: { taskId: string; leg: string; place: 'before' | 'after'; personId: string; by: string }): DomainEvent =>
  approvalApproverAdded.of({ ...head(request), data: { ...subject(request), ...added } });
export const questionAsked = (request: ApprovalRequest, asked: { taskId: string; questionId: string; by: string; of: string; question: string }): DomainEvent =>
  approvalQuestionAsked.of({ ...head(request), data: { ...subject(request), ...asked } });
export const questionAnswered = (request: ApprovalRequest, answered: { taskId: string; questionId: string; by: string; of: string; answer: string }): DomainEvent =>
  approvalQuestionAnswered.of({ ...head(request), data: { ...subject(request), ...answered } });
export const copied = (request: ApprovalRequest, told: { on: 'requested' | 'decided' | 'concluded'; leg: string | null; to: string[] }): DomainEvent =>
  approvalCopied.of({ ...head(request), data: { ...subject(request), ...told } });

/** The one fact that ends a request. */
export function concluded(request: ApprovalRequest, decisions: TaskDecision[]): DomainEvent {
  const data = subject(request);
  switch (request.status) {
    case 'granted':
      return approvalGranted.of({ ...head(request), data: { ...data, decidedBy: [...new Set(decisions.flatMap(({ decidedBy }) => decidedBy ?? []))], ...changed(decisions) } });
    case 'refused': {
      // The last word against it: what was sent back to an earlier step before did not end it.
      const no = decisions.findLast(({ outcome, toStep }) => outcome !== 'approved' && toStep === null)!;
      return approvalRefused.of({ ...head(request), data: { ...data, by: no.decidedBy, comment: no.comment, ...(no.outcome === 'returned' && { returned: true }) } });
    }
    case 'withdrawn':
      return approvalWithdrawn.of({ ...head(request), data });
    case 'lapsed':
      return approvalLapsed.of({ ...head(request), data });
    case 'open':
      throw new Error('An open request has no conclusion.');
  }
}

/** What those who agreed changed, the last word on each field. */
function changed(decisions: TaskDecision[]): { changes?: Record<string, string> } {
  const changes = Object.assign({}, ...decisions.map((decision) => decision.changes ?? {})) as Record<string, string>;
  return Object.keys(changes).length > 0 ? { changes } : {};
}
