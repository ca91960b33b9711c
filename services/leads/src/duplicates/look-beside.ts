import { Injectable } from '@nestjs/common';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { blocksOf } from './blocks';
import { flaggedFact } from './duplicate-facts';
import type { BlocksOf, FoundPair, NearRecord, RecordKind } from './duplicate.repository';
import { comparable, DuplicateRepository } from './duplicate.repository';
import { judge } from './match-score';

/** Pairs listed for one record, the likeliest: whoever merges the first sees the others again, and a customer with a hundred leads is no hundred pairs for each. */
const MOST = 5;

/** On whose behalf, and for which import. */
interface Look {
  importId: string | null;
  by: string;
}
interface Looked {
  ids: readonly string[];
  looked: readonly NearRecord[];
  near: readonly { of: string; id: string }[];
  records: readonly NearRecord[];
  kin?: ReadonlyMap<string, readonly string[]> | undefined;
}

/** Finds what is like records that are written already, and lists the pairs for somebody to look at. Looking twice lists nothing twice. */
@Injectable()
export class LookBeside {
  constructor(
    private readonly duplicates: DuplicateRepository,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @param kin records that each belongs to: they are no duplicates of it
   * @returns how many pairs were listed
   */
  async execute(tx: Tx, kind: RecordKind, ids: readonly string[], how: Look, kin?: ReadonlyMap<string, readonly string[]>): Promise<number> {
    const looked = await this.duplicates.records(tx, ids.map((id) => ({ kind, id })));
    const near = await this.duplicates.near(tx, looked.map(({ id, facts }) => ({ id, kind, blocks: blocksOf(facts, kind).asked })));
    const records = await this.duplicates.records(tx, near);
    return this.list(tx, kind, { ids, looked, near, records, kin }, how);
  }

  /** The same for records of which the blocks that are asked for are known: only those that share one with another record are read. */
  async known(tx: Tx, kind: RecordKind, asked: readonly BlocksOf[], how: Look): Promise<number> {
    const near = await this.duplicates.near(tx, asked);
    if (near.length === 0) return 0;
    const read = new Map([...near.map(({ of }) => ({ kind, id: of })), ...near].map((one) => [one.id, one]));
    const records = await this.duplicates.records(tx, [...read.values()]);
    const found = new Set(near.map(({ of }) => of));
    return this.list(tx, kind, { ids: asked.map(({ id }) => id), looked: records.filter(({ id }) => found.has(id)), near, records }, how);
  }

  private async list(tx: Tx, kind: RecordKind, { ids, looked, near, records: all, kin }: Looked, { importId, by }: Look): Promise<number> {
    const records = new Map(all.map((record) => [record.id, record]));
    const beside = new Map<string, NearRecord[]>();
    const batch = new Set(ids);
    for (const { of, id } of near) {
      // Of two in one batch the later is held against the earlier.
      const record = batch.has(id) && id > of ? undefined : records.get(id);
      if (record && comparable(kind, record) && !kin?.get(of)?.includes(id)) beside.set(of, [...(beside.get(of) ?? []), record]);
    }
    const pairs = looked.flatMap(({ id: recordId, facts }): FoundPair[] =>
      judge(facts, beside.get(recordId) ?? []).slice(0, MOST).map(({ candidate, score, because }) => ({ recordKind: kind, recordId, otherKind: candidate.kind, otherId: candidate.id, score, because })),
    );
    const listed = await this.duplicates.list(tx, pairs, { importId, by, reason: null });
    if (listed.length > 0) await this.outbox.append(tx, listed.map(flaggedFact));
    return listed.length;
  }
}
