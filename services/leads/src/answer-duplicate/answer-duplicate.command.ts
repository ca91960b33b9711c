import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { duplicateEntryRequested } from '@throughline/events/duplicate-events';
import { leadDeduplicated } from '@throughline/events/lead-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { v7 as uuidv7 } from 'uuid';
import { CaptureLeadCommand } from '../capture-lead/capture-lead.command';
import type { EnteredLead, EnterLead } from '../capture-lead/capture-lead.dto';
import { EntryRequestRepository } from '../conclude-duplicate-entry/entry-request.repository';
import type { Candidate } from '../duplicates/duplicate-fence';
import { DuplicateRepository } from '../duplicates/duplicate.repository';
import { ImportRepository } from '../import-leads/import.repository';
import { leadDetails } from '../lead/lead-details';
import { leadKeys } from '../lead/lead-keys';
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
    private readonly duplicates: DuplicateRepository,
    private readonly leads: LeadRepository,
    private readonly imports: ImportRepository,
    private readonly requests: EntryRequestRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws as the capture does, lead.duplicate_reason_missing, lead.not_attachable */
  async execute({ onDuplicate, attachTo, duplicateReason, ...raw }: EnterLead, by: Principal): Promise<EnteredLead> {
    try {
      return await this.capture.execute(raw, by);
    } catch (error) {
      const found = candidatesOf(error);
      if (found.length === 0 || onDuplicate === 'refuse') throw error;
      if (onDuplicate === 'attach') return this.attach(raw, found, attachTo);
      // The keys of an exact duplicate are taken: it cannot be another lead.
      if ((error as ThroughlineError).code === 'lead.duplicate') throw error;
      if (duplicateReason === undefined) throw leadErrors.duplicate_reason_missing({ field: 'duplicateReason' });
      return this.create(raw, found, duplicateReason, by);
    }
  }

  private attach(raw: Raw, found: readonly Found[], attachTo?: string): Promise<EnteredLead> {
    const chosen = attachTo === undefined ? found.find(({ kind }) => kind === 'lead') : found.find(({ id, kind }) => id === attachTo && kind === 'lead');
    if (!chosen) throw leadErrors.not_attachable({ field: 'attachTo', data: { candidates: found } });
    const { poolId: _pool, phoneCountry, ...rest } = raw;
    const details = leadDetails(rest, { phoneCountry });
    return this.transaction.run(async (tx) => {
      const lead = await this.leads.lock(tx, chosen.id);
      if (lead.status !== 'available' && lead.status !== 'owned') throw leadErrors.not_attachable({ data: { status: lead.status } });
      const [learned] = await this.imports.fillIn(tx, null, [{ leadId: lead.id, ...details }]);
      if (!learned) return { leadId: lead.id, poolId: lead.poolId, status: 'attached', version: lead.version };
      const data = { leadId: lead.id, matchedBy: chosen.by, importId: null, changed: learned.changed };
      const fact = leadDeduplicated.of({ id: lead.id, version: learned.version, correlationId: lead.id, orgPath: learned.orgPath, data });
      await Promise.all([this.leads.addKeys(tx, [{ id: lead.id, keys: leadKeys(details) }]), this.outbox.append(tx, fact)]);
      return { leadId: lead.id, poolId: lead.poolId, status: 'attached', version: learned.version };
    });
  }

  /** What seems to be somebody else's may be entered only with an approval. */
  private async create(raw: Raw, found: readonly Found[], reason: string, by: Principal): Promise<EnteredLead> {
    const others = await this.transaction.read((tx) => this.duplicates.records(tx, found));
    const theirs = found.flatMap(({ id, score }) => others.filter((one) => one.id === id && one.ownerId !== null && one.ownerId !== by.personId).map((one) => ({ ...one, score })));
    const [first] = theirs;
    if (!first) return this.capture.execute(raw, by, { by: by.personId, reason });
    const request = { id: uuidv7(), command: raw, requester: by, otherKind: first.kind, otherId: first.id, otherOwnerId: first.ownerId!, score: first.score, reason };
    return this.transaction.run(async (tx) => {
      await this.requests.insert(tx, request);
      const name = raw.displayName ?? raw.companyName ?? raw.contactName ?? '';
      const { id, otherKind, otherId, otherOwnerId, score } = request;
      const data = { requestId: id, requesterId: by.personId, orgPath: by.unitPath, name, otherKind, otherId, otherOwnerId, score, reason };
      await this.outbox.append(tx, duplicateEntryRequested.of({ id, version: 1, orgPath: by.unitPath, data }));
      return { leadId: null, poolId: null, status: 'in-approval', version: null, requestId: id };
    });
  }
}

interface Found {
  kind: Candidate['kind'];
  id: string;
  /** What was the same. */
  by: string;
  score: number;
}

/** Of a refused capture: what it was taken for. */
function candidatesOf(error: unknown): Found[] {
  if (!(error instanceof ThroughlineError)) return [];
  const data = error.details.data as { candidates?: Candidate[]; existing?: { leadId: string }; matchedBy?: string } | undefined;
  if (error.code === 'lead.possible_duplicate') return (data?.candidates ?? []).map(({ kind, id, score }) => ({ kind, id, score, by: 'name' }));
  if (error.code === 'lead.duplicate' && data?.existing) return [{ kind: 'lead', id: data.existing.leadId, by: data.matchedBy ?? 'key', score: 1 }];
  return [];
}
