import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import type { Tx } from '@throughline/persistence/transaction';
import { z } from 'zod';
import { ChangeUnitCommand } from '../change-unit/change-unit.command';
import { MoveUnitCommand } from '../move-unit/move-unit.command';
import { OpenUnitCommand } from '../open-unit/open-unit.command';
import { unitCode, unitName } from '../open-unit/open-unit.dto';
import { SetHeadCommand } from '../set-head/set-head.command';
import { UNIT_KINDS } from '../unit/unit';
import { checked, inOrder, oneRow, wrong, type Outcome } from './row-by-row';
import { csvRows } from './sync-rows';
import type { SyncedRow } from './sync-company.dto';

const COLUMNS = ['code', 'name', 'kind', 'parent_code', 'head'] as const;
const rowSchema = z.object({
  code: unitCode,
  name: unitName,
  kind: z.enum(UNIT_KINDS).exclude(['group']).default('department'),
  /** Empty: right below the group. */
  parent_code: unitCode.optional(),
  head: z.string().optional(),
});
interface Known {
  id: string;
  name: string;
  parentId: string | null;
  headId: string | null;
}

/** Units by their codes: opened, renamed and moved. Units that the file does not name stay as they are; nothing is closed. */
@Injectable()
export class SyncUnits {
  constructor(
    private readonly open: OpenUnitCommand,
    private readonly change: ChangeUnitCommand,
    private readonly move: MoveUnitCommand,
    private readonly setHead: SetHeadCommand,
  ) {}

  /** @returns a report of each row, and for the end, when people are there, the heads @throws directory_sync.unreadable */
  async run(tx: Tx, text: string, by: Principal): Promise<{ report: SyncedRow[]; heads: () => Promise<void> }> {
    const rows = csvRows(text, COLUMNS, ['code', 'name']);
    const report: SyncedRow[] = [];
    const seen = new Set<string>();
    for (const { row, cells } of inOrder(rows, (one) => one.cells.code, (one) => one.cells.parent_code)) {
      report.push(
        await oneRow(tx, { file: 'units', row, key: cells.code ?? '' }, () => {
          if (seen.has(cells.code ?? '')) throw wrong('code', `"${cells.code}" is there twice.`);
          seen.add(cells.code ?? '');
          return this.one(tx, cells, by);
        }),
      );
    }
    const heads = async (): Promise<void> => {
      for (const { row, cells } of rows) {
        const told = report.find((one) => one.row === row)!;
        if (cells.head === undefined || told.outcome === 'faulty') continue;
        Object.assign(told, await oneRow(tx, { file: 'units', row, key: told.key }, () => this.head(tx, cells.code!, cells.head!, told.outcome, by)));
      }
    };
    return { report: report.sort((a, b) => a.row! - b.row!), heads };
  }

  private async one(tx: Tx, cells: unknown, by: Principal): Promise<Outcome> {
    const { code, name, kind, parent_code: parentCode } = checked(rowSchema, cells);
    const parent = await find(tx, parentCode);
    if (!parent) throw wrong('parent_code', `There is no open unit "${parentCode}".`);
    const unit = await find(tx, code);
    if (!unit) {
      await this.open.execute({ code, name, kind, parentId: parent.id }, by);
      return { key: code, outcome: 'new' };
    }
    if (unit.name === name && unit.parentId === parent.id) return { key: code, outcome: 'same' };
    // Moved first: where it goes its new name may be the free one.
    await this.move.execute({ unitId: unit.id, parentId: parent.id }, by);
    await this.change.execute({ unitId: unit.id, name }, by);
    return { key: code, outcome: 'changed' };
  }

  private async head(tx: Tx, code: string, head: string, before: SyncedRow['outcome'], by: Principal): Promise<Outcome> {
    const unit = await find(tx, code);
    const [person] = await tx.query<{ id: string }>('SELECT id FROM person WHERE external_id = $1 OR email = lower($1) ORDER BY external_id = $1 DESC NULLS LAST LIMIT 1', [head]);
    if (!person) throw wrong('head', `There is nobody "${head}".`);
    if (unit!.headId === person.id) return { key: code, outcome: before };
    await this.setHead.execute({ unitId: unit!.id, personId: person.id }, by);
    return { key: code, outcome: before === 'new' ? 'new' : 'changed' };
  }
}

/** @param code undefined: the group itself */
async function find(tx: Tx, code: string | undefined): Promise<Known | undefined> {
  const [unit] = await tx.query<Known>(
    `SELECT id, name, parent_id AS "parentId", head_id AS "headId" FROM unit WHERE closed_at IS NULL AND ($1::text IS NULL AND parent_id IS NULL OR code = $1)`,
    [code ?? null],
  );
  return unit;
}
