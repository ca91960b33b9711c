import { Injectable } from '@nestjs/common';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { legStates, nextLegs } from '@throughline/policy/approval-outcome';
import { Copies } from '../approval/copies';
import { logOf } from '../approval/approval-log';
import type { ApprovalRequest } from '../approval/approval-request.entity';
import { taskFacts } from './task-facts';
import { TaskRepository } from './task.repository';

/** After an answer: whom the rules name is told, and what nobody needs to answer any more leaves the inboxes in the same transaction, so that a leg and a request have one outcome. */
@Injectable()
export class LegCloser {
  constructor(
    private readonly tasks: TaskRepository,
    private readonly outbox: Outbox,
    private readonly copies: Copies,
  ) {}

  /** The caller holds the lock of the request. @param returnedTo this step and all after it are asked again */
  async close(tx: Tx, request: ApprovalRequest, returnedTo: number | null = null): Promise<void> {
    const decisions = await this.tasks.decisionsOf(tx, request.id);
    const log = logOf(decisions);
    const next = nextLegs(request.route, log);
    const legs = legStates(request.route, log);
    for (const task of await this.tasks.lockOpenOfApproval(tx, request.id)) {
      const again = returnedTo !== null && request.route.some(({ key, step }) => key === task.leg && step >= returnedTo);
      const settled = next.kind === 'concluded' ? next.outcome : again ? 'returned' : legs.get(task.leg)?.outcome;
      if (!settled) continue;
      const event = taskFacts.cancelled(task, settled);
      task.cancel(tx.now);
      await this.tasks.update(tx, task);
      await this.outbox.append(tx, event);
    }
    await this.copies.ofLegs(tx, request, legs, decisions);
  }
}
