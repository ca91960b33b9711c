import type { Tx } from '@throughline/persistence/transaction';
import { v7 as uuidv7 } from 'uuid';
import type { RecordKind } from './duplicate.repository';

/** How long a merge can be undone. */
const UNDO_DAYS = 30;
export const undoUntil = (now: Date): Date => new Date(now.getTime() + UNDO_DAYS * 86_400_000);

/** A record that was merged into another one of its kind. */
export interface Merge<W extends object> {
  id: string;
  mergedId: string;
  intoId: string;
  /** What the other learned from it. */
  filled: Record<string, unknown>;
  /** How it stood before. */
  was: W;
  undoUntil: Date;
}

/** Merges of leads, or of accounts. Nothing of a merged record is moved: it is read through the one that it was merged into, wherever that is by now. */
export class MergeLog<W extends object> {
  constructor(private readonly kind: RecordKind) {}

  /** Where a record is to be found now. */
  async standing(tx: Tx, id: string): Promise<string> {
    const [row] = await tx.query<{ id: string }>(`SELECT standing_${this.kind}($1) AS id`, [id]);
    return row!.id;
  }

  async insert(tx: Tx, merge: Omit<Merge<W>, 'id'>, by: string, reason: string | null): Promise<void> {
    await tx.query(
      `INSERT INTO ${this.kind}_merge (id, ${this.kind}_id, into_id, merged_at, merged_by, reason, filled, was, undo_until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [uuidv7(), merge.mergedId, merge.intoId, tx.now, by, reason, JSON.stringify(merge.filled), JSON.stringify(merge.was), merge.undoUntil],
    );
  }

  async lockStanding(tx: Tx, id: string): Promise<Merge<W> | undefined> {
    const [row] = await tx.query<Merge<W>>(
      `SELECT id, ${this.kind}_id AS "mergedId", into_id AS "intoId", filled, was, undo_until AS "undoUntil" FROM ${this.kind}_merge
       WHERE ${this.kind}_id = $1 AND undone_at IS NULL FOR UPDATE`,
      [id],
    );
    return row;
  }

  async undo(tx: Tx, id: string, by: string): Promise<void> {
    await tx.query(`UPDATE ${this.kind}_merge SET undone_at = $2, undone_by = $3 WHERE id = $1`, [id, tx.now, by]);
  }
}

/** What one record does not know of these fields and another one does. */
export function missing<F extends string>(fields: readonly F[], one: Readonly<Record<F, unknown>>, from: Readonly<Record<F, unknown>>): Partial<Record<F, unknown>> {
  return Object.fromEntries(fields.filter((field) => one[field] === null && from[field] !== null).map((field) => [field, from[field]])) as Partial<Record<F, unknown>>;
}

/** Fields that it learned from a merge and nobody has changed since. */
export function unchanged<F extends string>(fields: readonly F[], one: Readonly<Record<F, unknown>>, filled: Readonly<Record<string, unknown>>): F[] {
  return fields.filter((field) => field in filled && one[field] === filled[field]);
}
