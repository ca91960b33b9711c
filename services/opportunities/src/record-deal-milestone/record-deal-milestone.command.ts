import { Injectable } from '@nestjs/common';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { DealRepository } from '../deal/deal.repository';
import type { NamedFact } from '../deal/deal.repository';
import { release } from '../deal/deal.release';

/**
 * Takes facts about a deal and publishes on `throughline.deals` and `throughline.deals.state` all that may go now. A fact whose
 * predecessor has not been heard of waits in `deal_fact` and goes out, in order, in the transaction of the predecessor.
 * Called inside the transaction of the fact's own command, or by a consumer of another service's event.
 */
@Injectable()
export class RecordDealMilestone {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly deals: DealRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @returns how many facts were released, those that had waited among them */
  async execute(dealId: string, facts: NamedFact[]): Promise<number> {
    return this.transaction.run(async (tx) => {
      const deal = await this.deals.lock(tx, dealId);
      const waiting = await this.deals.addAndListWaiting(tx, dealId, facts);
      const { released, events } = release(deal, waiting, tx.now);
      if (released.length === 0) return 0;
      await this.deals.save(tx, deal, released);
      await this.outbox.append(tx, events);
      return released.length;
    });
  }
}
