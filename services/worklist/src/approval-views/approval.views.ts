import { Injectable } from '@nestjs/common';
import { hasRole, isSystem, type Principal } from '@throughline/access/principal';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { idsOf } from '@throughline/policy/approval-leg';
import { approvalErrors } from '../approval/approval.errors';
import type { ApprovalRequest } from '../approval/approval-request.entity';
import { ApprovalRepository } from '../approval/approval.repository';
import type { Task } from '../task/task.entity';
import { TaskRepository, type TaskDecision } from '../task/task.repository';
import type { ApprovalAnswer } from './approval.dto';
import { legAnswers, type Named } from './leg.answer';

@Injectable()
export class ApprovalViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly approvals: ApprovalRepository,
    private readonly tasks: TaskRepository,
  ) {}

  /** Where a request stands: who decided, who is next, and why these. @throws approval.not_found */
  async one(id: string, by: Principal): Promise<ApprovalAnswer> {
    return this.transaction.read(async (tx) => {
      const request = await this.approvals.find(tx, id);
      if (!request) throw approvalErrors.not_found();
      const tasks = await this.tasks.ofApproval(tx, id);
      const decisions = await this.tasks.decisionsOf(tx, id);
      if (!mayRead(by, request, tasks, decisions)) throw approvalErrors.not_found();
      return answer(request, tasks, decisions, await names(tx, request, tasks, decisions));
    });
  }

  /** The same for somebody who may see one of its tasks. */
  async standing(tx: Tx, request: ApprovalRequest): Promise<ApprovalAnswer> {
    const tasks = await this.tasks.ofApproval(tx, request.id);
    const decisions = await this.tasks.decisionsOf(tx, request.id);
    return answer(request, tasks, decisions, await names(tx, request, tasks, decisions));
  }
}

/** Requester and everybody on the route, managers of the requester's unit, those who watch margins or run the system. */
function mayRead(by: Principal, request: ApprovalRequest, tasks: Task[], decisions: TaskDecision[]): boolean {
  if (isSystem(by) || hasRole(by, 'admin', 'operator', 'finance', 'sales-head')) return true;
  if (hasRole(by, 'sales-manager') && request.orgPath.startsWith(by.unitPath)) return true;
  const involved = [
    request.requesterId,
    ...request.route.flatMap(idsOf),
    ...tasks.flatMap(({ potentialOwners }) => potentialOwners),
    ...decisions.map(({ decidedBy }) => decidedBy),
  ];
  return involved.includes(by.personId);
}

async function names(tx: Tx, request: ApprovalRequest, tasks: Task[], decisions: TaskDecision[]): Promise<Named> {
  const ids = [
    request.requesterId,
    ...request.route.flatMap(idsOf),
    ...tasks.flatMap(({ potentialOwners, standingIn }) => [...potentialOwners, ...Object.values(standingIn)]),
    ...decisions.flatMap(({ decidedBy, standsInFor }) => [decidedBy, standsInFor]),
  ];
  const rows = await tx.query<{ id: string; name: string }>('SELECT id, name FROM known_person WHERE id = ANY ($1::uuid[])', [ids]);
  const known = new Map(rows.map(({ id, name }) => [id, name]));
  return (id) => ({ id, name: known.get(id) ?? 'somebody who has left' });
}

function answer(request: ApprovalRequest, tasks: Task[], decisions: TaskDecision[], named: Named): ApprovalAnswer {
  const route = legAnswers({ request, tasks, decisions }, named);
  const next = route.find(({ status }) => status === 'asked' || status === 'waiting');
  return {
    id: request.id,
    kind: request.kind,
    subjectId: request.subjectId,
    dealId: request.dealId,
    ask: request.ask,
    figures: request.figures,
    amount: request.amount?.toJSON() ?? null,
    requester: named(request.requesterId),
    status: request.status,
    requestedAt: request.requestedAt.toISOString(),
    concludedAt: request.concludedAt?.toISOString() ?? null,
    policy: { id: request.policyId, version: request.policyVersion },
    route,
    next: next && request.status === 'open' ? { leg: next.key, people: next.people, why: next.why } : null,
    version: request.version,
  };
}
