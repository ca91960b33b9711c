import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { v7 as uuidv7 } from 'uuid';
import { ExtensionRequestRepository } from '../conclude-extension/extension-request.repository';
import { requireLead } from '../lead/lead-access';
import { extensionRequestedFact } from '../lead/lead-facts';
import { leadState } from '../lead/lead-state.dto';
import { LeadDeadlines } from '../lead/lead.deadlines';
import { LeadRepository } from '../lead/lead.repository';
import { PoolRepository } from '../pool/pool.repository';
import type { AskedExtension, AskExtension } from './ask-extension.dto';

/** An owner asks for more time. Whoever the approval policy names decides; where the policy of the pool says so, the clock stands still until then. */
@Injectable()
export class AskExtensionCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: LeadRepository,
    private readonly pools: PoolRepository,
    private readonly requests: ExtensionRequestRepository,
    private readonly deadlines: LeadDeadlines,
    private readonly outbox: Outbox,
  ) {}

  /** @throws lead.not_found, lead.wrong_status, lead.protection_ended, lead.not_extendable, lead.extension_asked, access.denied */
  async execute({ leadId, reason }: AskExtension & { leadId: string }, by: Principal): Promise<AskedExtension> {
    return this.transaction.run(async (tx) => {
      const lead = await this.leads.lock(tx, leadId);
      requireLead(by, 'ask-extension', lead);
      const rules = await this.pools.rules(tx, await this.pools.find(tx, lead.poolId), lead.policyVersion);
      await this.requests.requireNone(tx, lead);
      const { days, endsAt } = lead.askExtension(rules, tx.now);
      const requestId = uuidv7();
      // Before the event: a consumer of its answer finds it.
      await this.requests.insert(tx, { id: requestId, leadId: lead.id, requesterId: by.personId, claimedAt: lead.claimedAt!, endsAt, days, reason });
      await Promise.all([
        this.leads.save(tx, [lead]),
        this.deadlines.set(tx, lead.poolId, [lead], () => rules),
        this.outbox.append(tx, extensionRequestedFact(lead, { requestId, requesterId: by.personId, days, endsAt: endsAt.toISOString(), reason })),
      ]);
      return { ...leadState(lead), requestId, days };
    });
  }
}
