import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { systemPrincipal } from '@throughline/access/principal';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { Assigner } from '../assignment/assigner';
import { HandBack } from '../assignment/hand-back';
import { OfferRepository } from '../assignment/offer.repository';
import { RingRepository } from '../assignment/ring.repository';
import { answerable } from '../assignment/standing-offer';
import { requireLead } from '../lead/lead-access';
import { LeadRepository } from '../lead/lead.repository';
import { PolicyRepository } from '../policy/policy.repository';
import { PoolRepository } from '../pool/pool.repository';
import type { DeclinedLead } from './decline-lead.dto';

/** The owner of an assigned lead hands it on within his time to answer: the next in line gets it. His turn stays taken. */
@Injectable()
export class DeclineLeadCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: LeadRepository,
    private readonly pools: PoolRepository,
    private readonly policies: PolicyRepository,
    private readonly rings: RingRepository,
    private readonly offers: OfferRepository,
    private readonly handBack: HandBack,
    private readonly assigner: Assigner,
  ) {}

  /** @throws lead.not_found, lead.nothing_to_answer, lead.answer_time_over, access.denied */
  async execute({ leadId, reason }: { leadId: string; reason?: string | undefined }, by: Principal): Promise<DeclinedLead> {
    return this.transaction.run(async (tx) => {
      const pool = await this.pools.find(tx, (await this.leads.find(tx, leadId)).poolId);
      // Turns before the lead, as everywhere.
      await this.rings.lock(tx, pool.id);
      const lead = await this.leads.lock(tx, leadId);
      requireLead(by, 'decline', lead);
      const offer = answerable((await this.offers.open(tx, [lead.id])).get(lead.id), lead, tx.now);
      await this.handBack.declined(tx, pool, lead, offer, reason);
      const policy = pool.assignmentPolicyId === null ? undefined : await this.policies.rulesInForce(tx, 'assignment', pool.assignmentPolicyId);
      if (!policy) return { leadId, next: 'in-pool', lookAgainAt: null };
      // Who is next is not for the one who declines to choose: his own reach does not count.
      const { decisions } = await this.assigner.assign(tx, { pool, leads: [lead], policy, by: systemPrincipal('lead-assignment'), keepTrying: true });
      if (lead.ownerId !== null) return { leadId, next: 'handed-on', lookAgainAt: null };
      const lookAgainAt = decisions[0]!.lookAgainAt?.toISOString() ?? null;
      return { leadId, next: lookAgainAt ? 'waiting' : 'in-pool', lookAgainAt };
    });
  }
}
