import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { MergeLog, missing, unchanged } from '../duplicates/merge-log';
import type { MatchRecord } from '../duplicates/match-score';
import { RecordBlocks } from '../duplicates/record-blocks';
import type { Lead } from '../lead/lead.entity';

/** What a lead takes over from one that is merged into it, where it knows nothing of its own. Source and campaign are its own for ever. */
const FIELDS = ['companyName', 'contactName', 'email', 'phone', 'creditCode', 'domain', 'country', 'city', 'product'] as const;
const column = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export interface WasLead {
  status: Lead['status'];
  ownerId: string | null;
  endReason: string | null;
}

/** Leads that were merged into others. */
@Injectable()
export class MergeRepository extends MergeLog<WasLead> {
  constructor(private readonly blocks: RecordBlocks) {
    super('lead');
  }

  /** Raises the version of the locked lead and fills what it does not know. @returns what it learned */
  async fill(tx: Tx, lead: Lead, from: Lead): Promise<Record<string, unknown>> {
    const filled = missing(FIELDS, lead, from);
    await this.write(tx, lead, filled);
    return filled;
  }

  /** Takes back what it learned and nobody has changed since. @returns the fields */
  async empty(tx: Tx, lead: Lead, filled: Readonly<Record<string, unknown>>): Promise<string[]> {
    const still = unchanged(FIELDS, lead, filled);
    await this.write(tx, lead, Object.fromEntries(still.map((field) => [field, null])));
    return still;
  }

  private async write(tx: Tx, lead: Lead, fields: Readonly<Record<string, unknown>>): Promise<void> {
    const { companyName, contactName, email, phone, creditCode, domain, city } = lead;
    const before: MatchRecord = { companyName, contactName, email, phone, creditCode, domain, city };
    const names = Object.keys(fields);
    const sets = names.map((field, at) => `, ${column(field)} = $${at + 2}`).join('');
    const [row] = await tx.query<{ version: number }>(`UPDATE lead SET version = version + 1${sets} WHERE id = $1 RETURNING version`, [lead.id, ...names.map((field) => fields[field])]);
    Object.assign(lead, fields, { version: row!.version });
    if (names.length > 0) await this.blocks.refresh(tx, 'lead', [lead.id], new Map([[lead.id, before]]));
  }
}
