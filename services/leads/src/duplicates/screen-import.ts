import { Injectable } from '@nestjs/common';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { BlocksOf } from './duplicate.repository';
import { DuplicateRepository } from './duplicate.repository';
import { LookBeside } from './look-beside';
import { RecordBlocks } from './record-blocks';
import { ScreeningRepository } from './screening.repository';

/** Rows looked at in one transaction. */
const BATCH = 1_000;

/** Batches that the look may be behind what is written: what is known of them is held in memory. */
const BEHIND = 3;

/** Rows that are committed, up to which one, and the blocks by which what is like their leads is found. */
export interface WrittenRows {
  to: number;
  leads: readonly BlocksOf[];
}
export interface Screening {
  written(rows: WrittenRows): void;
  /** Returns when what is written may go on. */
  keepUp(): Promise<void>;
  pause(): Promise<void>;
  finish(): Promise<void>;
}

/**
 * Looks for companies among the leads of an import that were here before under another spelling, or stand in the file twice. They stay created, and
 * are listed for somebody to look at. It goes on where it stopped; looking twice lists nothing twice.
 */
@Injectable()
export class ScreenImport {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly duplicates: DuplicateRepository,
    private readonly screening: ScreeningRepository,
    private readonly blocks: RecordBlocks,
    private readonly beside: LookBeside,
  ) {}

  async execute(importId: string, by: string): Promise<void> {
    for (let more = true; more; ) more = await this.batch(importId, by);
  }

  /**
   * The same while rows are still being written with their blocks, from the first row on: `written` says which are committed now, in the order of the
   * file. What fails then is looked at again in the end.
   */
  whileWriting(importId: string, by: string): Screening {
    let failed = false;
    let last: Promise<void> = Promise.resolve();
    const waiting: Promise<void>[] = [];
    return {
      written: (rows) => {
        last = last.then(async () => {
          if (failed) return;
          await this.look(importId, by, rows).catch(() => (failed = true));
        });
        waiting.push(last);
      },
      keepUp: async () => {
        if (waiting.length > BEHIND) await waiting[waiting.length - 1 - BEHIND];
        waiting.splice(0, waiting.length - 1 - BEHIND);
      },
      pause: () => last,
      finish: async () => {
        await last;
        await this.execute(importId, by);
      },
    };
  }

  private async look(importId: string, by: string, { to, leads }: WrittenRows): Promise<void> {
    if (leads.length > 0) await this.transaction.run((tx) => this.duplicates.awaitEntries(tx));
    await this.transaction.run(async (tx) => {
      const listed = await this.beside.known(tx, 'lead', leads, { importId, by });
      await this.screening.screened(tx, importId, to, listed);
    });
  }

  private async batch(importId: string, by: string): Promise<boolean> {
    const rows = await this.transaction.run(async (tx) => {
      const next = await this.screening.next(tx, importId, BATCH);
      await this.blocks.refresh(tx, 'lead', next.leadIds);
      return next;
    });
    if (rows.to === null) return false;
    // Who comes in from now on sees these blocks; who came in before and did not is committed after this, and is seen below.
    if (rows.leadIds.length > 0) await this.transaction.run((tx) => this.duplicates.awaitEntries(tx));
    await this.transaction.run(async (tx) => {
      const listed = await this.beside.execute(tx, 'lead', rows.leadIds, { importId, by });
      await this.screening.screened(tx, importId, rows.to!, listed);
    });
    return true;
  }
}
