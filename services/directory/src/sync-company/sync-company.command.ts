import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { UnitRepository } from '../unit/unit.repository';
import type { SyncCompany, SyncedRow, SyncReport } from './sync-company.dto';
import { SyncPeople } from './sync-people';
import { SyncUnits } from './sync-units';

/** Takes the transaction back, and the report with it. */
class NotApplied extends Error {
  constructor(readonly report: SyncReport) {
    super('not applied');
  }
}

/**
 * Units and people from files, by the directory's own verbs: all rows in one transaction, or none where one is faulty. A dry run does just the same and takes
 * it back, so what it tells is what would be. The same file again changes nothing.
 */
@Injectable()
export class SyncCompanyCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly tree: UnitRepository,
    private readonly units: SyncUnits,
    private readonly people: SyncPeople,
  ) {}

  /** @throws directory_sync.unreadable, access.denied */
  async execute(command: SyncCompany, by: Principal): Promise<SyncReport> {
    access.require(by, 'sync', 'unit');
    try {
      return await this.transaction.run(async (tx) => {
        await this.tree.oneAtATime(tx);
        const units = command.units === undefined ? undefined : await this.units.run(tx, command.units, by);
        const people = command.people === undefined ? [] : await this.people.run(tx, command.people, command, by);
        await units?.heads();
        const rows = [...(units?.report ?? []), ...people];
        const applied = !command.dryRun && !rows.some(({ outcome }) => outcome === 'faulty');
        const report = { applied, counts: counted(rows), rows };
        if (!applied) throw new NotApplied(report);
        return report;
      });
    } catch (error) {
      if (error instanceof NotApplied) return error.report;
      throw error;
    }
  }
}

function counted(rows: readonly SyncedRow[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { file, outcome } of rows) counts[`${file}.${outcome}`] = (counts[`${file}.${outcome}`] ?? 0) + 1;
  return counts;
}
