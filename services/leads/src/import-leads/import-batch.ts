import type { NewLead } from '../lead/lead-insertion';
import type { KeyHolder } from '../lead/lead.repository';
import { strongest } from '../lead/lead.repository';
import { shortened } from '../lead/normalise';
import { v7 as uuidv7 } from 'uuid';
import type { RowOutcome } from './import.repository';
import type { ImportedOwner } from './imported-owners';
import type { MappedRow, RefusedRow } from './map-row';

/** A row of the file with its number. */
export interface NumberedRow {
  rowNo: number;
  row: MappedRow | RefusedRow;
}
export interface MergedRow {
  leadId: string;
  /** Kind of the key that was the same. */
  matchedBy: string;
  row: MappedRow;
}
/** What a batch of rows comes to, decided in memory before anything is written. */
export interface DecidedBatch {
  created: NewLead[];
  /** Of the created ones, those that came with an owner. */
  owned: ImportedOwner[];
  /** Rows that belong to a lead from before this batch. */
  merged: MergedRow[];
  outcomes: RowOutcome[];
  /** Keys of the created ones. */
  keys: KnownKeys;
}

/** Keys by their text, with the lead that has each. */
export type KnownKeys = ReadonlyMap<string, KeyHolder>;
export const NOTHING_KNOWN: KnownKeys = new Map();

const keyOf = ({ kind, value }: { kind: string; value: string }): string => `${kind}\u0000${value}`;

/**
 * Decides each row in the order of the file: created, merged into the lead that has one of its keys (also one created a few rows above), or refused.
 * @param holders which of the batch's keys are taken in the database
 * @param near keys of leads that the file has created and nobody else can see yet
 */
export function decideBatch(rows: readonly NumberedRow[], holders: readonly KeyHolder[], near: KnownKeys = NOTHING_KNOWN): DecidedBatch {
  const taken = new Map(holders.map((holder) => [keyOf(holder), holder]));
  const before = new Set(holders.map(({ leadId }) => leadId));
  const keys = new Map(NOTHING_KNOWN);
  const batch: DecidedBatch = { created: [], owned: [], merged: [], outcomes: [], keys };
  for (const { rowNo, row } of rows) {
    if ('code' in row) {
      batch.outcomes.push({ rowNo, outcome: 'refused', name: row.name, leadId: null, matchedBy: null, code: row.code, field: row.field });
      continue;
    }
    const name = shortened(row.details.displayName, 200);
    const texts = row.keys.map(keyOf);
    const same = strongest(texts.flatMap((text) => taken.get(text) ?? keys.get(text) ?? near.get(text) ?? []));
    if (same) {
      if (before.has(same.leadId)) batch.merged.push({ leadId: same.leadId, matchedBy: same.kind, row });
      batch.outcomes.push({ rowNo, outcome: 'merged', name, leadId: same.leadId, matchedBy: same.kind, code: null, field: null });
      continue;
    }
    const id = uuidv7();
    for (const [at, { kind, value }] of row.keys.entries()) keys.set(texts[at]!, { leadId: id, kind, value });
    batch.created.push({ id, details: row.details, keys: row.keys });
    if (row.owner !== undefined) batch.owned.push({ leadId: id, ownerId: row.owner });
    batch.outcomes.push({ rowNo, outcome: 'created', name, leadId: id, matchedBy: null, code: null, field: null });
  }
  return batch;
}
