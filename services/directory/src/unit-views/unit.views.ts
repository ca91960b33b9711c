import { Injectable } from '@nestjs/common';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { UnitView } from './unit.dto';

@Injectable()
export class UnitViews {
  constructor(private readonly transaction: TransactionRunner) {}

  /** The whole tree in one answer, parents first: an organisation has hundreds of units, not thousands. */
  async tree(): Promise<{ items: UnitView[] }> {
    const items = await this.transaction.read((tx) =>
      tx.query<UnitView>(`SELECT id, name, kind, path, parent_id AS "parentId", calendar_key AS "calendarKey", version FROM unit ORDER BY string_to_array(rtrim(path, '.'), '.')::int[]`),
    );
    return { items };
  }
}
