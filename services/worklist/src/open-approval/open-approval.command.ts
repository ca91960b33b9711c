import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import { localDate } from '@throughline/calendar/working-time';
import { Outbox } from '@throughline/messaging/outbox';
import type { Money } from '@throughline/money/money';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { route } from '@throughline/policy/approval-route';
import { requested } from '../approval/approval-facts';
import { ApprovalRequest } from '../approval/approval-request.entity';
import { Copies } from '../approval/copies';
import { ApprovalRepository } from '../approval/approval.repository';
import { PreviousRequest } from '../approval/previous-request';
import { Colleagues } from '../task/colleagues';

export interface OpenApproval {
  requestId: string;
  kind: string;
  subjectId: string;
  dealId: string | null;
  requesterId: string;
  orgPath: string;
  ask: string;
  figures: Record<string, unknown>;
  amount: Money | null;
  /** What the conditions of the policy test, decimals as text. */
  fields: Record<string, string>;
  lines?: Record<string, string>[] | undefined;
  /** Whom the submitter chose, by leg. */
  chosen?: Record<string, string[]> | undefined;
  /** The request that this one follows with better values. */
  previous?: ApprovalRequest | undefined;
}

/** Opens a request with the policy of the day pinned and its route computed; its story starts from the event. */
@Injectable()
export class OpenApprovalCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly approvals: ApprovalRepository,
    private readonly previous: PreviousRequest,
    private readonly colleagues: Colleagues,
    private readonly people: PeopleBook,
    private readonly outbox: Outbox,
    private readonly copies: Copies,
  ) {}

  /** The same request again changes nothing. @throws approval.nobody_to_ask, approval.choice_missing, approval.choice_not_allowed, approval.cannot_follow */
  async execute(command: OpenApproval): Promise<void> {
    await this.transaction.run(async (tx) => {
      if (await this.approvals.find(tx, command.requestId)) return;
      const { requestId, amount, fields, lines, chosen, previous, ...facts } = command;
      if (previous) await this.previous.take(tx, previous);
      const policy = await this.approvals.policyFor(tx, command.kind, localDate(await this.people.calendar(tx), tx.now));
      const legs = route({ requesterId: command.requesterId, fields, lines, chosen }, policy, await this.colleagues.all(tx));
      const request = Object.assign(new ApprovalRequest(), facts, {
        id: requestId,
        amountValue: amount?.amount ?? null,
        currency: amount?.currency ?? null,
        policyId: policy.id,
        policyVersion: policy.version,
        route: previous ? await this.previous.asksAgain(tx, legs, previous) : legs,
        lines: lines ?? null,
        chosen: chosen ?? {},
        previousId: previous?.id ?? null,
        fields,
        status: 'open' as const,
        requestedAt: tx.now,
        concludedAt: null,
        version: 0,
      });
      const event = requested(request);
      await this.approvals.insert(tx, request);
      await this.outbox.append(tx, event);
      await this.copies.ofRequest(tx, request, 'requested');
    });
  }
}
