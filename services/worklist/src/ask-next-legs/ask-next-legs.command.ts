import { Inject, Injectable } from '@nestjs/common';
import { DutyBook } from '@throughline/access/duty-book';
import { MESSAGING_SETTINGS, type MessagingSettings } from '@throughline/messaging/messaging-settings';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { nextLegs, type OpenLeg, type OpenSeat } from '@throughline/policy/approval-outcome';
import type { ApprovalStep, LegStory } from '@throughline/process-contracts/worklist';
import { workflowIds } from '@throughline/process-contracts/workflow-ids';
import { endOf, isSideBySide, logOf } from '../approval/approval-log';
import type { ApprovalRequest } from '../approval/approval-request.entity';
import { ApprovalRepository } from '../approval/approval.repository';
import { WhomToAsk } from '../presence/whom-to-ask';
import { Task } from '../task/task.entity';
import { taskFacts } from '../task/task-facts';
import { TaskRepository } from '../task/task.repository';
import { newTask, timeTask } from './new-task';
import { SeatPeople } from './seat-people';

export interface AskNextLegs {
  requestId: string;
  /** The story that asks; the answers to what it opens go to it. */
  workflowId: string;
  /** Given by the story of a leg that is asked side by side with others. */
  leg?: string;
}

/**
 * Opens what is to be asked now, as the policy's modes have it, or says what the request has come to. The log of its decisions alone tells: asked again it
 * answers the same.
 */
@Injectable()
export class AskNextLegsCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly approvals: ApprovalRepository,
    private readonly tasks: TaskRepository,
    private readonly seats: SeatPeople,
    private readonly duties: DutyBook,
    private readonly whom: WhomToAsk,
    private readonly outbox: Outbox,
    @Inject(MESSAGING_SETTINGS) private readonly settings: MessagingSettings,
  ) {}

  /** @throws approval.not_found, task.nobody_to_ask */
  async execute({ requestId, workflowId, leg: own }: AskNextLegs): Promise<ApprovalStep> {
    return this.transaction.run(async (tx) => {
      const request = await this.approvals.lock(tx, requestId);
      if (request.outcome) return { outcome: request.outcome, concluded: true };
      const next = nextLegs(request.route, logOf(await this.tasks.decisionsOf(tx, requestId)));
      if (next.kind === 'concluded') return { outcome: endOf(next.outcome) };

      const tasks = await this.tasks.ofApproval(tx, requestId);
      const waiting = tasks.filter((task) => task.isOpen && task.workflowId === workflowId);
      // A leg that was alone when it was asked stays with the story that asked it.
      const hasOwnStory = ({ leg }: OpenLeg) => isSideBySide(request.route, leg) && !waiting.some((task) => task.leg === leg.key);
      const mine = next.legs.filter((open) => (own === undefined ? !hasOwnStory(open) : open.leg.key === own));
      const opened: Task[] = [];
      for (const open of mine) {
        for (const seat of open.seats) {
          if (!tasks.some((task) => task.isOpen && task.leg === open.leg.key && task.seat === seat.seat)) opened.push(await this.ask(tx, request, open, seat, tasks, workflowId));
        }
      }
      const legs = own === undefined ? next.legs.filter(hasOwnStory).map(({ leg }) => leg.key) : [];
      const elsewhere = own === undefined ? tasks.filter((task) => task.isOpen && task.workflowId !== workflowId).map(({ leg }) => leg) : [];
      return { tasks: [...waiting, ...opened].map((task) => task.waiting()), legs: [...new Set([...legs, ...elsewhere])].map((leg) => this.storyOf(requestId, leg)) };
    });
  }

  private storyOf(requestId: string, leg: string): LegStory {
    return { leg, workflowId: workflowIds.approvalLeg(this.settings.tenant, requestId, leg) };
  }

  private async ask(tx: Tx, request: ApprovalRequest, open: OpenLeg, seat: OpenSeat, asked: Task[], workflowId: string): Promise<Task> {
    await this.whom.hold(tx);
    const people = await this.seats.of(tx, request, open.leg, seat);
    const policy = await this.approvals.pinnedPolicy(tx, request);
    const before = asked.filter((task) => task.leg === open.leg.key && task.seat === seat.seat).length;
    const task = newTask({ request, open, seat, people, before, workflowId, now: tx.now });
    await this.whom.settle(tx, task);
    timeTask(task, open.leg, policy, [...new Set((await this.duties.calendarsOf(tx, task.potentialOwners)).values())]);
    const event = taskFacts.assigned(task);
    if (await this.tasks.insertOnce(tx, task)) await this.outbox.append(tx, event);
    return task;
  }
}
