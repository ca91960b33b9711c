import { Injectable } from '@nestjs/common';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { blocksOf, KEYS_VERSION } from '../duplicates/blocks';
import { DuplicateRepository } from '../duplicates/duplicate.repository';
import { matchFacts } from '../duplicates/match-score';
import type { Keying } from './record-keying.repository';
import { RecordKeying } from './record-keying.repository';

/** Records in one transaction: a twentieth of a second, for so long nobody else can change them. */
const BATCH = 500;
/** Pages of the table of blocks in one transaction: 8 MB. */
const PAGES = 1_000;
/** How often a batch is tried again while somebody holds one of its records. */
const TRIES = 10;

export interface KeyingProgress extends Keying {
  /** Leads and accounts that there are. */
  total: number;
}
export interface RekeyOptions {
  batch?: number;
  pages?: number;
  onProgress?: (progress: KeyingProgress) => void;
  /** Asked before each batch. */
  stopped?: () => boolean;
}

/**
 * Writes the blocks of all records that have none, or those of an older version: first the leads, then the accounts, then what older versions have left is
 * removed. Each batch is one transaction with its progress, so whoever takes it up, after whatever end, goes on behind the last one.
 */
@Injectable()
export class RekeyRecordsCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly keying: RecordKeying,
    private readonly duplicates: DuplicateRepository,
  ) {}

  /** Done already: answers so at once. */
  async execute({ batch = BATCH, pages = PAGES, onProgress, stopped = () => false }: RekeyOptions = {}): Promise<KeyingProgress> {
    let state = await this.transaction.read((tx) => this.keying.find(tx, KEYS_VERSION));
    const total = await this.transaction.read((tx) => this.keying.count(tx));
    while (state?.step !== 'done' && !stopped()) {
      state = await this.once(batch, pages);
      onProgress?.({ ...state, total });
    }
    return { ...(state ?? nothing), total };
  }

  /** From the first record on, once more. */
  async restart(): Promise<void> {
    await this.transaction.run((tx) => this.keying.restart(tx, KEYS_VERSION));
  }

  private async once(batch: number, pages: number): Promise<Keying> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.transaction.run(async (tx) => {
          const state = await this.keying.lock(tx, KEYS_VERSION);
          const next = await this.next(tx, state, batch, pages);
          await this.keying.save(tx, next);
          return next;
        });
      } catch (error) {
        const busy = error instanceof ThroughlineError && error.code === 'concurrency.busy';
        if (!busy || tries === TRIES) throw error;
      }
    }
  }

  private async next(tx: Tx, state: Keying, batch: number, pages: number): Promise<Keying> {
    const { step } = state;
    if (step === 'done') return state;
    if (step === 'cleaning') {
      const { removed, end } = await this.keying.removeOld(tx, KEYS_VERSION, state.afterPage, pages);
      return { ...state, removed: state.removed + removed, afterPage: state.afterPage + pages, step: end ? 'done' : 'cleaning' };
    }
    const records = await this.keying.next(tx, step, state.after, batch);
    await this.duplicates.keep(tx, records.map((record) => ({ id: record.id, kind: step, blocks: blocksOf(matchFacts(record), step).kept })));
    const after = { ...state, records: state.records + records.length, after: records.at(-1)?.id ?? null };
    return records.length === batch ? after : { ...after, after: null, step: step === 'lead' ? 'account' : 'cleaning' };
  }
}

const nothing: Keying = { version: KEYS_VERSION, step: 'lead', after: null, afterPage: 0, records: 0, removed: 0 };
