import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { Decision, DecisionAnswer } from '@throughline/process-contracts/decision';
import { ApprovalRepository } from '../approval/approval.repository';
import { LegCloser } from '../task/leg-closer';
import { taskErrors } from '../task/task.errors';
import { taskFacts } from '../task/task-facts';
import { TaskRepository, type TaskDecision } from '../task/task.repository';
import { ChangedRequest } from './changed-request';
import { asTheLegSays } from './leg-rules';

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
      // The request before its tasks: of what is said in the same second one thing comes first.
      const approvalId = (await this.tasks.find(tx, taskId))?.approvalId;
      const request = approvalId ? await this.approvals.lock(tx, approvalId) : undefined;
      const task = await this.tasks.lock(tx, taskId);
      const stands = await this.tasks.decision(tx, taskId);
      if (stands) return answerTo({ by, key }, stands);
      // Four eyes, again, here where it is written: asked, not excluded, not held by another, still with us.
      const person = await this.people.person(tx, by);
      if (task.isOpen && (!task.isFor(by) || person?.active === false)) return { answer: 'not_yours', outcome: '', by: '', at: '' };
      if (version !== undefined && task.isOpen && (await this.tasks.changedSince(tx, taskId, version))) throw taskErrors.changed({ data: { version: task.version } });
      const ruled = asTheLegSays(request, task, command, person?.name ?? '');
      task.decide(outcome, tx.now);
      task.actualOwner = by;
      const standsInFor = task.standingIn[by] ?? null;
      const decision = { taskId, outcome, comment: comment ?? null, decidedBy: by, standsInFor, decidedAt: tx.now, key, link: command.link ?? null, ...ruled };
      if (!(await this.tasks.insertDecision(tx, decision))) throw taskErrors.already_decided();
      const event = taskFacts.decided(task, decision);
      await this.tasks.update(tx, task);
      await this.outbox.append(tx, event);
      if (!request) return { answer: 'accepted', outcome, by, at: tx.now.toISOString() };
      if (ruled.changes) {
        await this.changed.apply(tx, request, ruled.changes);
        await this.approvals.update(tx, request);
      }
      await this.closer.close(tx, request, ruled.toStep);
      return { answer: 'accepted', outcome, by, at: tx.now.toISOString() };
    });
  }
}

/** The same for everybody but the one whose own answer it is, however often he sends it. */
export function answerTo(caller: { by: string; key: string }, stands: TaskDecision): DecisionAnswer {
  const his = stands.key === caller.key && stands.decidedBy === caller.by;
  return { answer: his ? 'accepted' : 'already_decided', outcome: stands.outcome, by: stands.decidedBy ?? '', at: stands.decidedAt.toISOString() };
}
