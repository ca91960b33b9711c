import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { requireLead } from '../lead/lead-access';
import { disqualifiedFact } from '../lead/lead-facts';
import type { LeadState } from '../lead/lead-state.dto';
import { leadState } from '../lead/lead-state.dto';
import { LeadDeadlines } from '../lead/lead.deadlines';
import { LeadRepository } from '../lead/lead.repository';
import { OwnershipRepository } from '../ownership/ownership.repository';
import type { DisqualifyLead } from './disqualify-lead.dto';

/** Takes a lead out for good. Its keys stay taken, so that the same record does not come in again as new. */
@Injectable()
export class DisqualifyLeadCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: LeadRepository,
    private readonly ownerships: OwnershipRepository,
    private readonly deadlines: LeadDeadlines,
    private readonly outbox: Outbox,
  ) {}

  /** @throws lead.not_found, lead.wrong_status, access.denied */
  async execute(command: DisqualifyLead & { leadId: string }, by: Principal): Promise<LeadState> {
    return this.transaction.run(async (tx) => {
      const lead = await this.leads.lock(tx, command.leadId);
      requireLead(by, 'disqualify', lead);
      const reason = command.note === undefined ? command.reason : `${command.reason}: ${command.note}`;
      lead.disqualify(reason);
      await Promise.all([
        this.leads.save(tx, [lead]),
        this.ownerships.end(tx, [lead.id], 'disqualified'),
        this.deadlines.clear(tx, lead.poolId, [lead.id]),
        this.outbox.append(tx, disqualifiedFact(lead, command.reason)),
      ]);
      return leadState(lead);
    });
  }
}
