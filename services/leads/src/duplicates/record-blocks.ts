import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { blocksOf, blocksOfNew } from './blocks';
import type { BlocksOf, RecordKind } from './duplicate.repository';
import { DuplicateRepository } from './duplicate.repository';
import type { MatchRecord } from './match-score';
import { matchFacts } from './match-score';

/** Fields of a lead that its blocks are made of. */
const MAKING_BLOCKS: ReadonlySet<string> = new Set(['companyName', 'domain', 'phone', 'creditCode']);

/** Keeps the blocks of records as the records are, in the transaction that changes them. */
@Injectable()
export class RecordBlocks {
  constructor(private readonly duplicates: DuplicateRepository) {}

  /**
   * Of leads that are created in this transaction, without asking whether somebody like them is there.
   * @returns the blocks by which those are found
   */
  async created(tx: Tx, leads: readonly { id: string; details: MatchRecord }[]): Promise<BlocksOf[]> {
    const kept: BlocksOf[] = [];
    const asked: BlocksOf[] = [];
    for (const { id, details } of leads) {
      const blocks = blocksOfNew(details);
      kept.push({ id, kind: 'lead', blocks: blocks.kept });
      asked.push({ id, kind: 'lead', blocks: blocks.asked });
    }
    await this.duplicates.keep(tx, kept);
    return asked;
  }

  /** Leads that have learned something, by the names of the fields. */
  async learned(tx: Tx, leads: readonly { id: string; changed: readonly string[] }[]): Promise<void> {
    const other = leads.filter(({ changed }) => changed.some((field) => MAKING_BLOCKS.has(field)));
    if (other.length > 0) await this.refresh(tx, 'lead', other.map(({ id }) => id));
  }

  /** @param before what they said before, by id: what they no longer say is forgotten */
  async refresh(tx: Tx, kind: RecordKind, ids: readonly string[], before?: ReadonlyMap<string, MatchRecord>): Promise<void> {
    const records = await this.duplicates.records(tx, ids.map((id) => ({ kind, id })));
    const blocks = records.map(({ id, facts }) => {
      const known = before?.get(id);
      return { id, kind, blocks: blocksOf(facts, kind).kept, ...(known && { before: blocksOf(matchFacts(known), kind).kept }) };
    });
    await this.duplicates.keep(tx, blocks);
  }
}
