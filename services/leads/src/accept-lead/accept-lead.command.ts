import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { AssignmentLines } from '../assignment/assignment-lines';
import { OfferRepository } from '../assignment/offer.repository';
import { answerable } from '../assignment/standing-offer';
import { requireLead } from '../lead/lead-access';
import { acceptedFact } from '../lead/lead-facts';
import type { LeadState } from '../lead/lead-state.dto';
import { leadState } from '../lead/lead-state.dto';
import { LeadRepository } from '../lead/lead.repository';

/** The owner of an assigned lead says that he takes it on. Working on it says the same. */
@Injectable()
export class AcceptLeadCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: LeadRepository,
    private readonly offers: OfferRepository,
    private readonly lines: AssignmentLines,
    private readonly outbox: Outbox,
  ) {}

  /** @throws lead.not_found, lead.nothing_to_answer, lead.answer_time_over, access.denied */
  async execute({ leadId }: { leadId: string }, by: Principal): Promise<LeadState> {
    return this.transaction.run(async (tx) => {
      const lead = await this.leads.lock(tx, leadId);
      requireLead(by, 'accept', lead);
      const offer = answerable((await this.offers.open(tx, [lead.id])).get(lead.id), lead, tx.now);
      lead.accept();
      await this.leads.save(tx, [lead]);
      await this.offers.close(tx, [offer.id], 'accepted');
      await this.lines.clear(tx, lead.poolId, [lead.id]);
      await this.outbox.append(tx, acceptedFact(lead));
      return leadState(lead);
    });
  }
}
