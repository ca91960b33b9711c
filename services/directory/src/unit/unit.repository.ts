import { Injectable } from '@nestjs/common';
import { pathRange } from '@throughline/access/access';
import { brokenConstraint } from '@throughline/persistence/database-errors';
import type { Tx } from '@throughline/persistence/transaction';
import { updateVersioned } from '@throughline/persistence/update-versioned';
import type { Unit } from './unit';
import { unitErrors } from './unit.errors';

const columns = `id, name, kind, code, path, parent_id AS "parentId", head_id AS "headId", calendar_key AS "calendarKey", closed_at IS NOT NULL AS closed, version`;
type Changes = Partial<Pick<Unit, 'name' | 'code' | 'path' | 'parentId' | 'headId' | 'calendarKey'>>;

@Injectable()
export class UnitRepository {
  /**
   * Whoever changes the tree, puts people into it or says who reports to whom waits for the others until the transaction ends: whether a move leads back
   * or a unit is empty hangs on rows that do not lock each other. Before any other lock.
   */
  async oneAtATime(tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('directory.tree', 0))`);
  }

  /** Under a row lock until the transaction ends. @throws unit.not_found */
  async lock(tx: Tx, id: string): Promise<Unit> {
    const [unit] = await tx.query<Unit>(`SELECT ${columns} FROM unit WHERE id = $1 FOR UPDATE`, [id]);
    if (!unit) throw unitErrors.not_found();
    return unit;
  }

  /** The same of one that is open. @param field of the request that named it @throws unit.not_found, unit.closed */
  async lockOpen(tx: Tx, id: string, field?: string): Promise<Unit> {
    const unit = await this.lock(tx, id);
    if (unit.closed) throw unitErrors.closed({ ...(field !== undefined && { field }) });
    return unit;
  }

  /** The unit after the change, one version on. The caller holds its lock. @throws unit.code_taken, unit.name_taken */
  async change(tx: Tx, unit: Unit, changes: Changes): Promise<Unit> {
    const { name, code, path, parentId, headId, calendarKey } = { ...unit, ...changes };
    const version = await taken(() =>
      updateVersioned(tx, 'unit', unit.id, unit.version, { name, code, path, parent_id: parentId, head_id: headId, calendar_key: calendarKey }),
    );
    await this.remember(tx, [unit.id]);
    return { ...unit, ...changes, version };
  }

  async close(tx: Tx, unit: Unit): Promise<Unit> {
    const version = await updateVersioned(tx, 'unit', unit.id, unit.version, { closed_at: tx.now });
    await this.remember(tx, [unit.id]);
    return { ...unit, closed: true, version };
  }

  /** @throws unit.code_taken, unit.name_taken */
  async insert(tx: Tx, { id, name, kind, code, path, parentId }: Unit): Promise<void> {
    const sql = 'INSERT INTO unit (id, name, kind, code, path, parent_id, created_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, 1)';
    await taken(() => tx.query(sql, [id, name, kind, code, path, parentId, tx.now]));
    await this.remember(tx, [id]);
  }

  /** The path of the next unit under this one: never one that any unit ever had. The caller has the tree to himself. */
  async pathBelow(tx: Tx, parent: Unit): Promise<string> {
    const [row] = await tx.query<{ next: number }>(
      `SELECT coalesce(max(split_part(substr(path, length($1::text) + 1), '.', 1)::int), 0) + 1 AS next
       FROM (SELECT path FROM unit_history UNION ALL SELECT path FROM unit) AS known WHERE path > $1 AND path < $2`,
      [parent.path, pathRange(parent.path)!.to],
    );
    return `${parent.path}${row!.next}.`;
  }

  /** Puts the unit, with all that lies below it, under another. @returns all whose path changed, the unit first. @throws unit.name_taken */
  async move(tx: Tx, unit: Unit, parent: Unit): Promise<Unit[]> {
    const path = await this.pathBelow(tx, parent);
    const range = pathRange(unit.path)!;
    const moved = await taken(() => tx.query<Unit>(
      `UPDATE unit SET path = $3::text || substr(path, length($1::text) + 1), parent_id = CASE WHEN id = $4 THEN $5::uuid ELSE parent_id END, version = version + 1
       WHERE path >= $1 AND path < $2 RETURNING ${columns}`,
      [range.from, range.to, path, unit.id, parent.id],
    ));
    await this.remember(tx, moved.map(({ id }) => id));
    return moved.sort((a, b) => a.path.length - b.path.length);
  }

  /** Units that lie right below it and are open. */
  async children(tx: Tx, unit: Unit): Promise<Unit[]> {
    return tx.query<Unit>(`SELECT ${columns} FROM unit WHERE parent_id = $1 AND closed_at IS NULL ORDER BY path FOR UPDATE`, [unit.id]);
  }

  /** By code, else by the name that only one open unit has. @returns undefined where none or several are meant */
  async named(tx: Tx, name: string): Promise<Unit | undefined> {
    const found = await tx.query<Unit>(`SELECT ${columns} FROM unit WHERE closed_at IS NULL AND (code = $1 OR name = $1) ORDER BY code = $1 DESC NULLS LAST`, [name]);
    return found[0]?.code === name || found.length === 1 ? found[0] : undefined;
  }

  /** @throws unit.not_found before the company was set up */
  async top(tx: Tx): Promise<Unit> {
    const [unit] = await tx.query<Unit>(`SELECT ${columns} FROM unit WHERE parent_id IS NULL`);
    if (!unit) throw unitErrors.not_found();
    return unit;
  }

  /** @returns the units that were not there yet; parents must come before their children */
  async insertAbsent(tx: Tx, units: readonly Unit[]): Promise<Unit[]> {
    const inserted = await tx.query<{ id: string }>(
      `INSERT INTO unit (id, name, kind, code, path, parent_id, created_at, version)
       SELECT id, name, kind, code, path, "parentId", $2, version
       FROM json_to_recordset($1) AS unit(id uuid, name text, kind text, code text, path text, "parentId" uuid, version int)
       ON CONFLICT (id) DO NOTHING RETURNING id`,
      [JSON.stringify(units), tx.now],
    );
    const ids = new Set(inserted.map(({ id }) => id));
    await this.remember(tx, [...ids]);
    return units.filter(({ id }) => ids.has(id));
  }

  /** What was true until now ends, what the rows say now begins. */
  private async remember(tx: Tx, ids: string[]): Promise<void> {
    if (ids.length === 0) return;
    await tx.query('UPDATE unit_history SET valid_until = greatest(valid_from, $2) WHERE unit_id = ANY ($1::uuid[]) AND valid_until IS NULL', [ids, tx.now]);
    await tx.query(
      `INSERT INTO unit_history (unit_id, version, name, kind, path, parent_id, code, head_id, calendar_key, closed, valid_from)
       SELECT id, version, name, kind, path, parent_id, code, head_id, calendar_key, closed_at IS NOT NULL,
         greatest($2, (SELECT max(valid_until) FROM unit_history WHERE unit_id = unit.id))
       FROM unit WHERE id = ANY ($1::uuid[])`,
      [ids, tx.now],
    );
  }
}

async function taken<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const broken = brokenConstraint(error);
    if (broken === 'unit_code_key') throw unitErrors.code_taken({ field: 'code' });
    if (broken === 'unit_name_once') throw unitErrors.name_taken({ field: 'name' });
    throw error;
  }
}
