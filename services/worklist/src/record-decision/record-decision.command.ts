import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import type { ApprovalOutcome } from '@throughline/events/approval-events';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { Decision, DecisionAnswer } from '@throughline/process-contracts/decision';
import type { ApprovalRequest } from '../approval/approval-request.entity';
import { ApprovalRepository } from '../approval/approval.repository';
import { LegCloser } from '../task/leg-closer';
import { taskErrors } from '../task/task.errors';
import { taskFacts } from '../task/task-facts';
import type { StandingDecision } from '../task/task-standing';
import { TaskRepository } from '../task/task.repository';
import { ChangedRequest } from './changed-request';
import { asTheLegSays, type Ruled } from './leg-rules';

/**
 * Writes the answer to a task: one row, once, with its event. Called by the story that waits for it. Whoever comes later, by whatever
 * way, is told the decision that stands.
 */
@Injectable()
export class RecordDecisionCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly approvals: ApprovalRepository,
    private readonly tasks: TaskRepository,
    private readonly closer: LegCloser,
    private readonly changed: ChangedRequest,
    private readonly people: PeopleBook,
    private readonly outbox: Outbox,
  ) {}

  /** @throws task.not_found, task.closed, task.changed, task.outcome_not_allowed, and what its leg asks for (leg-rules.ts) */
  async execute(command: Decision): Promise<DecisionAnswer> {
    const { taskId, by, outcome, comment, key, version } = command;
    return this.transaction.run(async (tx) => {
      // The request before its tasks: of what is said in the same second one thing comes first. In this order, in one round trip.
      const [request, task, stands, person, changed] = await Promise.all([
        this.approvals.lockOfTask(tx, taskId),
        this.tasks.lock(tx, taskId),
        this.tasks.decision(tx, taskId),
        this.people.person(tx, by),
        version !== undefined && this.tasks.changedSince(tx, taskId, version),
      ]);
      if (stands) return answerTo({ by, key }, stands);
      // Four eyes, again, here where it is written: asked, not excluded, not held by another, still with us.
      if (task.isOpen && (!task.isFor(by) || person?.active === false)) return { answer: 'not_yours', outcome: '', by: '', at: '' };
      if (changed && task.isOpen) throw taskErrors.changed({ data: { version: task.version } });
      const ruled = asTheLegSays(request, task, command, person?.name ?? '');
      task.decide(outcome, tx.now);
      task.actualOwner = by;
      const standsInFor = task.standingIn[by] ?? null;
      const decision = { taskId, outcome, comment: comment ?? null, decidedBy: by, standsInFor, decidedAt: tx.now, key, link: command.link ?? null, ...ruled };
      const event = taskFacts.decided(task, decision);
      const [first, , , concluded] = await Promise.all([
        this.tasks.insertDecision(tx, decision),
        this.tasks.update(tx, task),
        this.outbox.append(tx, event),
        request && this.takeIn(tx, request, ruled),
      ]);
      if (!first) throw taskErrors.already_decided();
      return { answer: 'accepted', outcome, by, at: tx.now.toISOString(), ...(concluded && { concluded }) };
    });
  }

  private async takeIn(tx: Tx, request: ApprovalRequest, { changes, toStep }: Ruled): Promise<ApprovalOutcome | undefined> {
    if (changes) {
      await this.changed.apply(tx, request, changes);
      await this.approvals.update(tx, request);
    }
    return this.closer.close(tx, request, toStep);
  }
}

/** The same for everybody but the one whose own answer it is, however often he sends it. */
export function answerTo(caller: { by: string; key: string }, stands: StandingDecision): DecisionAnswer {
  const his = stands.key === caller.key && stands.decidedBy === caller.by;
  return { answer: his ? 'accepted' : 'already_decided', outcome: stands.outcome, by: stands.decidedBy ?? '', at: stands.decidedAt.toISOString() };
}
