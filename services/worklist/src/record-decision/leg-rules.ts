import { createHash } from 'node:crypto';
import { decimalText } from '@throughline/policy/approval-condition';
import type { RoutedLeg } from '@throughline/policy/approval-leg';
import type { Decision } from '@throughline/process-contracts/decision';
import type { ApprovalRequest } from '../approval/approval-request.entity';
import type { Task } from '../task/task.entity';
import { wantsSignIn } from '../decision-link/by-link';
import { taskErrors } from '../task/task.errors';
import type { Signature } from '../task/task.repository';

/** What goes with a decision beside its outcome. */
export interface Ruled {
  toStep: number | null;
  changes: Record<string, string> | null;
  signature: Signature | null;
}

/**
 * What the leg of an approval asks of an answer, and what it lets its people do with it. Of other tasks: nothing.
 * @param name of who decides, as the directory has it
 * @throws task.sign_in_required, task.comment_required, task.signature_required, task.return_not_allowed, task.edit_not_allowed
 */
export function asTheLegSays(request: ApprovalRequest | undefined, task: Task, decision: Decision, name: string): Ruled {
  const leg = request?.route.find(({ key }) => key === task.leg);
  if (!request || !leg) {
    if (decision.toLeg !== undefined) throw taskErrors.return_not_allowed({ field: 'toLeg', data: { legs: [] } });
    if (decision.changes) throw taskErrors.edit_not_allowed({ field: 'changes', data: { fields: [] } });
    return { toStep: null, changes: null, signature: null };
  }
  if (decision.link !== undefined && wantsSignIn(leg)) throw taskErrors.sign_in_required();
  const { comment } = leg.requires;
  if (decision.comment === undefined && (comment === 'always' || (comment === 'rejecting' && decision.outcome !== 'approved'))) throw taskErrors.comment_required({ field: 'comment' });
  return { toStep: stepOf(request.route, leg, decision), changes: changesOf(request, leg, decision), signature: signatureOf(leg, task, decision, name) };
}

function stepOf(route: readonly RoutedLeg[], leg: RoutedLeg, { outcome, toLeg }: Decision): number | null {
  if (toLeg === undefined) return null;
  const earlier = route.filter(({ step, skipped }) => step < leg.step && !skipped);
  const found = earlier.find(({ key }) => key === toLeg);
  if (!found || outcome !== 'returned') throw taskErrors.return_not_allowed({ field: 'toLeg', data: { legs: earlier.map(({ key }) => key) } });
  return found.step;
}

function changesOf({ fields }: ApprovalRequest, { mayEdit }: RoutedLeg, { outcome, changes }: Decision): Record<string, string> | null {
  if (!changes || Object.keys(changes).length === 0) return null;
  const wrong = Object.entries(changes).find(([name, value]) => !mayEdit.includes(name) || (decimalText.test(fields[name] ?? '') && !decimalText.test(value)));
  if (wrong || outcome !== 'approved') throw taskErrors.edit_not_allowed({ field: wrong ? `changes.${wrong[0]}` : 'changes', data: { fields: mayEdit } });
  return changes;
}

/** The name as the directory has it, whatever its case and spaces; with it a digest of what it stands under. */
function signatureOf({ requires }: RoutedLeg, task: Task, { outcome, signature, comment, changes }: Decision, name: string): Signature | null {
  if (signature === undefined && !requires.signature) return null;
  if (signature === undefined || folded(signature) !== folded(name)) throw taskErrors.signature_required({ field: 'signature' });
  const under = { taskId: task.id, ask: task.ask, figures: task.figures, outcome, comment: comment ?? null, changes: changes ?? null };
  return { name: signature.trim(), digest: createHash('sha256').update(JSON.stringify(under)).digest('hex') };
}

const folded = (name: string): string => name.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
