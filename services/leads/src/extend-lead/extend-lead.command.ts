import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { accessErrors } from '@throughline/errors/common-errors';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { ExtensionRequestRepository } from '../conclude-extension/extension-request.repository';
import { requireLead } from '../lead/lead-access';
import { extendedFact } from '../lead/lead-facts';
import { leadState } from '../lead/lead-state.dto';
import { LeadDeadlines } from '../lead/lead.deadlines';
import type { Lead } from '../lead/lead.entity';
import { LeadRepository } from '../lead/lead.repository';
import type { Pool } from '../pool/pool.entity';
import { PoolRepository } from '../pool/pool.repository';
import type { ExtendedLead, ExtendLead } from './extend-lead.dto';

/**
 * Who would approve an extension, or looks after the pool, grants one without being asked. It counts as one of the policy's `times`, and nobody
 * extends what he owns himself.
 */
@Injectable()
export class ExtendLeadCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: LeadRepository,
    private readonly pools: PoolRepository,
    private readonly requests: ExtensionRequestRepository,
    private readonly deadlines: LeadDeadlines,
    private readonly outbox: Outbox,
  ) {}

  /** @throws lead.not_found, lead.wrong_status, lead.protection_ended, lead.not_extendable, lead.extension_asked, access.denied */
  async execute({ leadId, reason }: ExtendLead & { leadId: string }, by: Principal): Promise<ExtendedLead> {
    return this.transaction.run(async (tx) => {
      const lead = await this.leads.lock(tx, leadId);
      const pool = await this.pools.find(tx, lead.poolId);
      mayExtend(by, lead, pool);
      const rules = await this.pools.rules(tx, pool, lead.policyVersion);
      await this.requests.requireNone(tx, lead);
      const { days, endsAt } = lead.extend(rules, tx.now);
      await Promise.all([
        this.leads.save(tx, [lead]),
        this.deadlines.set(tx, lead.poolId, [lead], () => rules),
        this.outbox.append(tx, extendedFact(lead, { by: by.personId, days, endsAt: endsAt.toISOString(), reason })),
      ]);
      return { ...leadState(lead), days, left: rules.policy.extension!.times - lead.extensions.length };
    });
  }
}

/** @throws lead.not_found, access.denied */
function mayExtend(by: Principal, lead: Lead, pool: Pool): void {
  if (!pool.administrators.includes(by.personId)) requireLead(by, 'extend', lead);
  if (lead.ownerId === by.personId) throw accessErrors.denied({ detail: 'Somebody else extends what you own; ask for it.' });
}
