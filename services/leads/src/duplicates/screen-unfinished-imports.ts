import { Injectable } from '@nestjs/common';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { ImportHoldsRepository } from '../import-leads/import-holds.repository';
import { ImportRepository } from '../import-leads/import.repository';
import { ScreenImport } from './screen-import';
import { ScreeningRepository } from './screening.repository';

/**
 * Looks at the rows of imports whose process died before it had: they are in the database, no file is needed for it. An import of which all rows are in
 * is completed by this; of any other the rest of the file has still to be sent.
 */
@Injectable()
export class ScreenUnfinishedImports {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly screening: ScreeningRepository,
    private readonly holds: ImportHoldsRepository,
    private readonly imports: ImportRepository,
    private readonly screen: ScreenImport,
  ) {}

  /** Leaves alone what a living process is writing. @returns how many imports were looked at */
  async execute(): Promise<number> {
    let looked = 0;
    for (const { importId, by } of await this.transaction.read((tx) => this.screening.unfinished(tx))) {
      if (!(await this.holds.take(importId))) continue;
      try {
        await this.one(importId, by);
        looked += 1;
      } finally {
        await this.holds.release(importId);
      }
    }
    return looked;
  }

  private async one(importId: string, by: string): Promise<void> {
    // Only now, while it is held: its own process may have come to its end meanwhile.
    const [still] = (await this.transaction.read((tx) => this.screening.unfinished(tx))).filter((one) => one.importId === importId);
    if (!still) return;
    const turn = still.written ? await this.transaction.run((tx) => this.imports.takeUp(tx, importId)) : undefined;
    await this.screen.execute(importId, by);
    if (turn) await this.transaction.run((tx) => this.imports.finish(tx, turn));
  }
}
