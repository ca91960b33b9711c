import { Injectable } from '@nestjs/common';
import type { DomainEvent } from '@throughline/events/event-definition';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { answerMissedFact, declinedFact } from '../lead/lead-facts';
import { LeadDeadlines } from '../lead/lead.deadlines';
import type { Lead } from '../lead/lead.entity';
import { LeadRepository } from '../lead/lead.repository';
import { OwnershipRepository } from '../ownership/ownership.repository';
import type { Pool } from '../pool/pool.entity';
import type { Offer } from './offer.repository';
import { OfferRepository } from './offer.repository';

/** A lead comes back from somebody who does not take it on; the caller gives it to the next. */
@Injectable()
export class HandBack {
  constructor(
    private readonly leads: LeadRepository,
    private readonly ownerships: OwnershipRepository,
    private readonly deadlines: LeadDeadlines,
    private readonly offers: OfferRepository,
    private readonly outbox: Outbox,
  ) {}

  async declined(tx: Tx, pool: Pool, lead: Lead, offer: Offer, reason: string | undefined): Promise<void> {
    lead.decline(pool.orgPath, tx.now);
    await this.offers.close(tx, [offer.id], 'declined', reason);
    await this.write(tx, pool, [lead], 'declined', [declinedFact(lead, reason ?? null)]);
  }

  /** Locked leads whose owners have let the time go by. */
  async missed(tx: Tx, pool: Pool, missed: readonly { lead: Lead; offer: Offer }[]): Promise<void> {
    if (missed.length === 0) return;
    for (const { lead } of missed) lead.missAnswer(pool.orgPath, tx.now);
    await this.offers.close(tx, missed.map(({ offer }) => offer.id), 'none');
    const facts = missed.map(({ lead, offer }) => answerMissedFact(lead, offer.answerBy));
    await this.write(tx, pool, missed.map(({ lead }) => lead), 'answer-missed', facts);
  }

  private async write(tx: Tx, pool: Pool, leads: Lead[], reason: string, facts: DomainEvent[]): Promise<void> {
    const ids = leads.map(({ id }) => id);
    await Promise.all([this.leads.save(tx, leads), this.ownerships.end(tx, ids, reason), this.deadlines.clear(tx, pool.id, ids), this.outbox.append(tx, facts)]);
  }
}
