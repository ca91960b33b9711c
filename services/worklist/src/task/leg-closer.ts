import { Injectable } from '@nestjs/common';
import type { ApprovalOutcome } from '@throughline/events/approval-events';
import { Outbox } from '@throughline/messaging/outbox';
import { currentContext, withContext } from '@throughline/observability/context';
import type { Tx } from '@throughline/persistence/transaction';
import { legStates, nextLegs } from '@throughline/policy/approval-outcome';
import { workflowTypes } from '@throughline/process-contracts/workflow-ids';
import { Conclusion } from '../approval/conclusion';
import { Copies } from '../approval/copies';
import { endOf, logOf } from '../approval/approval-log';
import type { ApprovalRequest } from '../approval/approval-request.entity';
import { taskFacts } from './task-facts';
import { TaskRepository } from './task.repository';

/** The last answer is somebody's; that the request ends with it is not his act. */
const principal = { personId: `system:${workflowTypes.approval}`, authType: 'system' as const };

/** After an answer: whom the rules name is told, and what nobody needs to answer any more leaves the inboxes in the same transaction, so that a leg and a request have one outcome; the last answer ends the request. */
@Injectable()
export class LegCloser {
  constructor(
    private readonly tasks: TaskRepository,
    private readonly outbox: Outbox,
    private readonly copies: Copies,
    private readonly conclusion: Conclusion,
  ) {}

  /**
   * The caller holds the lock of the request. @param returnedTo this step and all after it are asked again
   * @returns what the request has come to, if it has: it is concluded with it
   */
  async close(tx: Tx, request: ApprovalRequest, returnedTo: number | null = null): Promise<ApprovalOutcome | undefined> {
    const [decisions, open] = await Promise.all([this.tasks.decisionsOf(tx, request.id), this.tasks.lockOpenOfApproval(tx, request.id)]);
    const log = logOf(decisions);
    const next = nextLegs(request.route, log);
    const legs = legStates(request.route, log);
    for (const task of open) {
      const again = returnedTo !== null && request.route.some(({ key, step }) => key === task.leg && step >= returnedTo);
      const settled = next.kind === 'concluded' ? next.outcome : again ? 'returned' : legs.get(task.leg)?.outcome;
      if (!settled) continue;
      const event = taskFacts.cancelled(task, settled);
      task.cancel(tx.now);
      await this.tasks.update(tx, task);
      await this.outbox.append(tx, event);
    }
    await this.copies.ofLegs(tx, request, legs, decisions);
    if (next.kind !== 'concluded') return undefined;
    const outcome = endOf(next.outcome);
    await withContext({ ...currentContext(), principal }, () => this.conclusion.write(tx, request, outcome, decisions));
    return outcome;
  }
}
