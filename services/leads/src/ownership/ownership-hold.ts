import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { requireLead } from '../lead/lead-access';
import type { HeldVerb } from '../lead/lead-facts';
import { heldFact } from '../lead/lead-facts';
import type { LeadState } from '../lead/lead-state.dto';
import { leadState } from '../lead/lead-state.dto';
import { LeadDeadlines } from '../lead/lead.deadlines';
import { LeadRepository } from '../lead/lead.repository';
import { PoolRepository } from '../pool/pool.repository';
import type { HoldReason } from './hold-reason.dto';

/** What pausing, resuming, locking and unlocking have in common: a manager changes whether the clock of an owned lead runs, in one fact with its new line in the book. */
@Injectable()
export class OwnershipHold {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: LeadRepository,
    private readonly pools: PoolRepository,
    private readonly deadlines: LeadDeadlines,
    private readonly outbox: Outbox,
  ) {}

  /** @throws lead.not_found, lead.wrong_status, lead.protection_ended, lead.held_already, lead.not_held, access.denied */
  async apply(verb: HeldVerb, { leadId, reason }: HoldReason & { leadId: string }, by: Principal): Promise<LeadState> {
    return this.transaction.run(async (tx) => {
      const lead = await this.leads.lock(tx, leadId);
      requireLead(by, 'hold', lead);
      const rules = await this.pools.rules(tx, await this.pools.find(tx, lead.poolId), lead.policyVersion);
      lead[verb](rules, tx.now);
      await Promise.all([
        this.leads.save(tx, [lead]),
        this.deadlines.set(tx, lead.poolId, [lead], () => rules),
        this.outbox.append(tx, heldFact(lead, verb, { by: by.personId, reason })),
      ]);
      return leadState(lead);
    });
  }
}
