import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { idsOf } from '@throughline/policy/approval-leg';
import { approvalErrors } from '../approval/approval.errors';
import type { ApprovalRequest } from '../approval/approval-request.entity';
import { ApprovalRepository } from '../approval/approval.repository';
import { CopyRepository } from '../approval/copy.repository';
import { QuestionRepository } from '../task/question.repository';
import { TaskRepository } from '../task/task.repository';
import type { ApprovalAnswer } from './approval.dto';
import { legAnswers, type Named, type Told } from './leg.answer';

@Injectable()
export class ApprovalViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly approvals: ApprovalRepository,
    private readonly tasks: TaskRepository,
    private readonly questions: QuestionRepository,
    private readonly copies: CopyRepository,
  ) {}

  /** Where a request stands: who decided, who is next, and why these. @throws approval.not_found */
  async one(id: string, by: Principal): Promise<ApprovalAnswer> {
    return this.transaction.read(async (tx) => {
      const request = await this.approvals.find(tx, id);
      if (!request) throw approvalErrors.not_found();
      const told = await this.told(tx, request);
      if (!(await this.mayRead(tx, told, by))) throw approvalErrors.not_found();
      return answer(told, await names(tx, told));
    });
  }

  /** Of a deal's requests those that this person may read, oldest first. */
  async ofDeal(tx: Tx, dealId: string, by: Principal): Promise<string[]> {
    const readable: string[] = [];
    for (const request of await this.approvals.ofDeal(tx, dealId)) {
      if (await this.mayRead(tx, await this.told(tx, request), by)) readable.push(request.id);
    }
    return readable;
  }

  /** The same for somebody who may see one of its tasks. */
  async standing(tx: Tx, request: ApprovalRequest): Promise<ApprovalAnswer> {
    const told = await this.told(tx, request);
    return answer(told, await names(tx, told));
  }

  private async mayRead(tx: Tx, told: Told, by: Principal): Promise<boolean> {
    return mayRead(by, told) || this.copies.isCopied(tx, told.request.id, by.personId);
  }

  private async told(tx: Tx, request: ApprovalRequest): Promise<Told> {
    const { id } = request;
    return { request, tasks: await this.tasks.ofApproval(tx, id), decisions: await this.tasks.decisionsOf(tx, id), questions: await this.questions.ofApproval(tx, id) };
  }
}

/** Beside those who were told of it: requester and everybody on the route, managers of the requester's unit, those who watch margins or run the system. */
function mayRead(by: Principal, { request, tasks, decisions, questions }: Told): boolean {
  if (access.reachesUnit(by, 'oversee', 'approval', request.orgPath)) return true;
  const involved = [
    request.requesterId,
    ...request.route.flatMap(idsOf),
    ...tasks.flatMap(({ potentialOwners }) => potentialOwners),
    ...decisions.map(({ decidedBy }) => decidedBy),
    ...questions.map(({ askedOf }) => askedOf),
  ];
  return involved.includes(by.personId);
}

async function names(tx: Tx, { request, tasks, decisions, questions }: Told): Promise<Named> {
  const ids = [
    request.requesterId,
    ...request.route.flatMap(idsOf),
    ...tasks.flatMap(({ potentialOwners, standingIn }) => [...potentialOwners, ...Object.values(standingIn)]),
    ...decisions.flatMap(({ decidedBy, standsInFor }) => [decidedBy, standsInFor]),
    ...questions.flatMap(({ askedBy, askedOf }) => [askedBy, askedOf]),
  ];
  const rows = await tx.query<{ id: string; name: string }>('SELECT id, name FROM known_person WHERE id = ANY ($1::uuid[])', [ids]);
  const known = new Map(rows.map(({ id, name }) => [id, name]));
  return (id) => ({ id, name: known.get(id) ?? 'somebody who has left' });
}

function answer({ request, tasks, decisions, questions }: Told, named: Named): ApprovalAnswer {
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
    questions: questions.map(({ id, taskId, askedBy, askedOf, question, askedAt, answer: given, answeredAt }) => ({
      ...{ id, taskId, question, by: named(askedBy), of: named(askedOf), askedAt: askedAt.toISOString() },
      ...{ answer: given, answeredAt: answeredAt?.toISOString() ?? null },
    })),
    version: request.version,
  };
}
