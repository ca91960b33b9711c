import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { v7 as uuidv7 } from 'uuid';
import type { DecidedPair } from '../duplicates/duplicate-facts';
import type { Lead } from '../lead/lead.entity';

/** What a lead takes over from one that is merged into it, where it knows nothing of its own. Source and campaign are its own for ever. */
const FIELDS = ['companyName', 'contactName', 'email', 'phone', 'creditCode', 'domain', 'country', 'city', 'product'] as const;
const column = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export interface Merge {
  id: string;
  leadId: string;
  intoId: string;
  filled: Record<string, string>;
  was: { status: Lead['status']; ownerId: string | null; endReason: string | null };
  undoUntil: Date;
}

/** Leads that were merged into others. */
@Injectable()
export class MergeRepository {
  /** Where a lead is to be found now. */
  async standing(tx: Tx, id: string): Promise<string> {
    const [row] = await tx.query<{ id: string }>('SELECT standing_lead($1) AS id', [id]);
    return row!.id;
  }

  async insert(tx: Tx, merge: Omit<Merge, 'id'>, by: string, reason: string | null): Promise<void> {
    await tx.query(
      `INSERT INTO lead_merge (id, lead_id, into_id, merged_at, merged_by, reason, filled, was, undo_until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [uuidv7(), merge.leadId, merge.intoId, tx.now, by, reason, JSON.stringify(merge.filled), JSON.stringify(merge.was), merge.undoUntil],
    );
  }

  async lockStanding(tx: Tx, leadId: string): Promise<Merge | undefined> {
    const [row] = await tx.query<Merge>(
      `SELECT id, lead_id AS "leadId", into_id AS "intoId", filled, was, undo_until AS "undoUntil" FROM lead_merge
       WHERE lead_id = $1 AND undone_at IS NULL FOR UPDATE`,
      [leadId],
    );
    return row;
  }

  async undo(tx: Tx, id: string, by: string): Promise<void> {
    await tx.query('UPDATE lead_merge SET undone_at = $2, undone_by = $3 WHERE id = $1', [id, tx.now, by]);
  }

  /** Raises the version of the locked lead and fills what it does not know. @returns what it learned */
  async fill(tx: Tx, lead: Lead, from: Lead): Promise<Record<string, string>> {
    const filled = Object.fromEntries(FIELDS.flatMap((field) => (lead[field] === null && from[field] !== null ? [[field, from[field]]] : []))) as Record<string, string>;
    await this.write(tx, lead, filled);
    return filled;
  }

  /** Takes back what it learned and nobody has changed since. @returns the fields */
  async empty(tx: Tx, lead: Lead, filled: Readonly<Record<string, string>>): Promise<string[]> {
    const still = FIELDS.filter((field) => field in filled && lead[field] === filled[field]);
    await this.write(tx, lead, Object.fromEntries(still.map((field) => [field, null])));
    return still;
  }

  private async write(tx: Tx, lead: Lead, fields: Readonly<Record<string, string | null>>): Promise<void> {
    const names = Object.keys(fields);
    const sets = names.map((field, at) => `, ${column(field)} = $${at + 2}`).join('');
    const [row] = await tx.query<{ version: number }>(`UPDATE lead SET version = version + 1${sets} WHERE id = $1 RETURNING version`, [lead.id, ...names.map((field) => fields[field])]);
    Object.assign(lead, fields, { version: row!.version });
  }

  /** Ends the open pairs of these two, in whichever order they were found. */
  async closePairs(tx: Tx, one: string, other: string, by: string): Promise<DecidedPair[]> {
    return tx.query<DecidedPair>(
      `UPDATE possible_duplicate AS p SET status = 'merged', decided_by = $3, decided_at = $4, version = p.version + 1 FROM lead
       WHERE lead.id = p.lead_id AND p.status = 'open' AND ((p.lead_id = $1 AND p.other_id = $2) OR (p.lead_id = $2 AND p.other_id = $1))
       RETURNING p.id, p.lead_id AS "leadId", p.other_kind AS "otherKind", p.other_id AS "otherId", lead.org_path AS "orgPath", p.version`,
      [one, other, by, tx.now],
    );
  }
}
