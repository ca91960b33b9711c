import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { leadDeduplicated } from '@throughline/events/lead-events';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { AccountRecords } from '../account/account-record.repository';
import { AccountLeads } from '../attach-lead/account-leads';
import { CaptureLeadCommand } from '../capture-lead/capture-lead.command';
import type { EnteredLead, EnterLead } from '../capture-lead/capture-lead.dto';
import { AskEntry } from '../conclude-duplicate-entry/ask-entry';
import { RecordBlocks } from '../duplicates/record-blocks';
import type { Found } from '../duplicates/refused-entry';
import { candidatesOf } from '../duplicates/refused-entry';
import { ImportRepository } from '../import-leads/import.repository';
import { leadDetails } from '../lead/lead-details';
import { leadKeys } from '../lead/lead-keys';
import type { Lead } from '../lead/lead.entity';
import { leadErrors } from '../lead/lead.errors';
import { LeadRepository } from '../lead/lead.repository';

type Choices = 'onDuplicate' | 'attachTo' | 'duplicateReason';
type Raw = Omit<EnterLead, Choices>;

/** Takes a lead in, and does what its sender chose where it may be here already. */
@Injectable()
export class AnswerDuplicateCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly capture: CaptureLeadCommand,
    private readonly leads: LeadRepository,
    private readonly imports: ImportRepository,
    private readonly blocks: RecordBlocks,
    private readonly accounts: AccountRecords,
    private readonly accountLeads: AccountLeads,
    private readonly entries: AskEntry,
    private readonly outbox: Outbox,
  ) {}

  /** @throws as the capture does, lead.duplicate_reason_missing, lead.not_attachable */
  async execute({ onDuplicate, attachTo, duplicateReason, ...raw }: EnterLead, by: Principal): Promise<EnteredLead> {
    try {
      return await this.capture.execute(raw, by);
    } catch (error) {
      const found = [...candidatesOf(error, 'lead.possible_duplicate'), ...holderOf(error)];
      if (found.length === 0 || onDuplicate === 'refuse') throw error;
      const exact = (error as ThroughlineError).code === 'lead.duplicate';
      if (onDuplicate === 'attach') return this.attach(raw, found, exact, by, attachTo);
      // The keys of an exact duplicate are taken: it cannot be another lead.
      if (exact) throw error;
      if (duplicateReason === undefined) throw leadErrors.duplicate_reason_missing({ field: 'duplicateReason' });
      return this.create(raw, found, duplicateReason, by);
    }
  }

  /** To the likeliest, or the one that was named: what it brings is added to an open lead; to a customer it is a new lead of his. */
  private attach(raw: Raw, found: readonly Found[], exact: boolean, by: Principal, attachTo?: string): Promise<EnteredLead> {
    const chosen = attachTo === undefined ? found[0] : found.find(({ id }) => id === attachTo);
    if (!chosen) throw leadErrors.not_attachable({ field: 'attachTo', data: { candidates: found } });
    return this.transaction.run(async (tx) => {
      if (chosen.kind === 'account') return this.captureFor(tx, chosen.id, raw, chosen.id, by);
      const known = await this.leads.find(tx, chosen.id);
      if (known.status === 'converted' && known.accountId !== null && !exact) return this.captureFor(tx, known.accountId, raw, chosen.id, by);
      return this.addTo(tx, await this.leads.lock(tx, chosen.id), raw, chosen);
    });
  }

  private async addTo(tx: Tx, lead: Lead, raw: Raw, chosen: Found): Promise<EnteredLead> {
    if (lead.status !== 'available' && lead.status !== 'owned') throw leadErrors.not_attachable({ data: { status: lead.status } });
    const { poolId: _pool, phoneCountry, ...rest } = raw;
    const details = leadDetails(rest, { phoneCountry });
    const [learned] = await this.imports.fillIn(tx, null, [{ leadId: lead.id, ...details }]);
    if (!learned) return { leadId: lead.id, poolId: lead.poolId, status: 'attached', version: lead.version };
    const data = { leadId: lead.id, matchedBy: chosen.by, importId: null, changed: learned.changed };
    const fact = leadDeduplicated.of({ id: lead.id, version: learned.version, correlationId: lead.id, orgPath: learned.orgPath, data });
    await this.leads.addKeys(tx, [{ id: lead.id, keys: leadKeys(details) }]);
    await this.blocks.learned(tx, [learned]);
    await this.outbox.append(tx, fact);
    return { leadId: lead.id, poolId: lead.poolId, status: 'attached', version: learned.version };
  }

  /** A new lead that belongs to the customer from its first moment: source and campaign of the inquiry are kept, and his deals count for its clock. */
  private async captureFor(tx: Tx, asked: string, raw: Raw, attachedTo: string, by: Principal): Promise<EnteredLead> {
    const accountId = await this.accounts.standing(tx, asked);
    await this.accountLeads.lock(tx, accountId);
    const captured = await this.capture.execute(raw, by, { by: by.personId, reason: null, attachedTo });
    const lead = await this.leads.lock(tx, captured.leadId);
    await this.accountLeads.learn(tx, lead, accountId);
    return { ...captured, version: lead.version, accountId };
  }

  /** What seems to be somebody else's may be entered only with an approval. */
  private async create(raw: Raw, found: readonly Found[], reason: string, by: Principal): Promise<EnteredLead> {
    const name = raw.displayName ?? raw.companyName ?? raw.contactName ?? '';
    const requestId = await this.entries.ask({ entry: 'lead', command: raw, name, reason }, found, by);
    if (requestId === undefined) return this.capture.execute(raw, by, { by: by.personId, reason });
    return { leadId: null, poolId: null, status: 'in-approval', version: null, requestId };
  }
}

/** The lead that has one of the keys. */
function holderOf(error: unknown): Found[] {
  if (!(error instanceof ThroughlineError) || error.code !== 'lead.duplicate') return [];
  const { existing, matchedBy = 'key' } = (error.details.data ?? {}) as { existing?: { leadId: string }; matchedBy?: string };
  return existing ? [{ kind: 'lead', id: existing.leadId, by: matchedBy, score: 1 }] : [];
}
