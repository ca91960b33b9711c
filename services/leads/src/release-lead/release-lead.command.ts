import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { requireLead } from '../lead/lead-access';
import { releasedFact } from '../lead/lead-facts';
import type { LeadState } from '../lead/lead-state.dto';
import { leadState } from '../lead/lead-state.dto';
import { LeadDeadlines } from '../lead/lead.deadlines';
import { LeadRepository } from '../lead/lead.repository';
import { OwnershipRepository } from '../ownership/ownership.repository';
import { PoolRepository } from '../pool/pool.repository';

/** Gives a lead back to its pool. The claim stays used up: claiming and releasing in turn must not be free. */
@Injectable()
export class ReleaseLeadCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: LeadRepository,
    private readonly pools: PoolRepository,
    private readonly ownerships: OwnershipRepository,
    private readonly deadlines: LeadDeadlines,
    private readonly outbox: Outbox,
  ) {}

  /** @throws lead.not_found, lead.wrong_status, access.denied */
  async execute(command: { leadId: string; reason?: string | undefined }, by: Principal): Promise<LeadState> {
    return this.transaction.run(async (tx) => {
      const lead = await this.leads.lock(tx, command.leadId);
      requireLead(by, 'release', lead);
      const pool = await this.pools.find(tx, lead.poolId);
      lead.release(pool.orgPath, tx.now);
      await Promise.all([
        this.leads.save(tx, [lead]),
        this.ownerships.end(tx, [lead.id], 'released'),
        this.deadlines.clear(tx, lead.poolId, [lead.id]),
        this.outbox.append(tx, releasedFact(lead, command.reason ?? null)),
      ]);
      return leadState(lead);
    });
  }
}
