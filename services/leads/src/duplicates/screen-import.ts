import { Injectable } from '@nestjs/common';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { DuplicateRepository } from './duplicate.repository';
import { LookBeside } from './look-beside';
import { RecordBlocks } from './record-blocks';
import { ScreeningRepository } from './screening.repository';

/** Rows looked at in one transaction. */
const BATCH = 1_000;

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
   * The same while rows are still being written: `look` begins with what is there by now, unless it is being looked at. What fails then is looked at again
   * in the end.
   */
  whileWriting(importId: string, by: string): { look(): void; pause(): Promise<void>; finish(): Promise<void> } {
    let looking: Promise<void> | undefined;
    const pause = async () => looking;
    return {
      look: () => {
        looking ??= this.execute(importId, by)
          .catch(() => undefined)
          .finally(() => (looking = undefined));
      },
      pause,
      finish: async () => {
        await pause();
        await this.execute(importId, by);
      },
    };
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
