import { Injectable } from '@nestjs/common';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import type { LegOutcome } from '@throughline/policy/approval-outcome';
import { copiesOf } from '@throughline/policy/approval-route';
import { Colleagues } from '../task/colleagues';
import { copied } from './approval-facts';
import type { ApprovalRequest } from './approval-request.entity';
import { ApprovalRepository } from './approval.repository';
import { CopyRepository } from './copy.repository';

/** Tells those whom the rules name of a request, in the transaction of what they are told of. The caller holds the lock of the request. */
@Injectable()
export class Copies {
  constructor(
    private readonly approvals: ApprovalRepository,
    private readonly copies: CopyRepository,
    private readonly colleagues: Colleagues,
    private readonly outbox: Outbox,
  ) {}

  /** That it was made, or how it ended, as its policy has it. */
  async ofRequest(tx: Tx, request: ApprovalRequest, on: 'requested' | 'concluded'): Promise<void> {
    const policy = await this.approvals.pinnedPolicy(tx, request);
    if (!policy.copies.some((copy) => copy.on === on)) return;
    await this.tell(tx, request, { on, leg: null }, copiesOf(on, request.asked, policy, await this.colleagues.all(tx)), on);
  }

  /** That legs are decided. Of one that was sent back and asked again, whenever it is. */
  async ofLegs(tx: Tx, request: ApprovalRequest, legs: ReadonlyMap<string, { outcome: LegOutcome | undefined }>, decisions: readonly { leg: string }[]): Promise<void> {
    for (const { key, copies } of request.route) {
      const answers = decisions.filter(({ leg }) => leg === key).length;
      if (answers > 0 && copies.length > 0 && legs.get(key)?.outcome) await this.tell(tx, request, { on: 'decided', leg: key }, copies, `leg ${key} ${answers}`);
    }
  }

  private async tell(tx: Tx, request: ApprovalRequest, what: { on: 'requested' | 'decided' | 'concluded'; leg: string | null }, people: readonly string[], of: string): Promise<void> {
    const to = await this.copies.add(tx, request.id, people, of);
    if (to.length === 0) return;
    const event = copied(request, { ...what, to });
    await this.approvals.update(tx, request);
    await this.outbox.append(tx, event);
  }
}
