import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { updateVersioned } from '@throughline/persistence/update-versioned';
import type { Unit } from './unit';
import { unitErrors } from './unit.errors';

@Injectable()
export class UnitRepository {
  /** Under a row lock until the transaction ends. @throws unit.not_found */
  async lock(tx: Tx, id: string): Promise<Unit> {
    const [unit] = await tx.query<Unit>(
      `SELECT id, name, kind, path, parent_id AS "parentId", calendar_key AS "calendarKey", version FROM unit WHERE id = $1 FOR UPDATE`,
      [id],
    );
    if (!unit) throw unitErrors.not_found();
    return unit;
  }

  /** The unit after the change, one version on. The caller holds its lock. */
  async change(tx: Tx, unit: Unit, calendarKey: string | null): Promise<Unit> {
    const version = await updateVersioned(tx, 'unit', unit.id, unit.version, { calendar_key: calendarKey });
    return { ...unit, calendarKey, version };
  }

  /** @returns the units that were not there yet; parents must come before their children */
  async insertAbsent(tx: Tx, units: readonly Unit[]): Promise<Unit[]> {
    const inserted = await tx.query<{ id: string }>(
      `INSERT INTO unit (id, name, kind, path, parent_id, created_at, version)
       SELECT id, name, kind, path, "parentId", $2, version
       FROM json_to_recordset($1) AS unit(id uuid, name text, kind text, path text, "parentId" uuid, version int)
       ON CONFLICT (id) DO NOTHING RETURNING id`,
      [JSON.stringify(units), tx.now],
    );
    const ids = new Set(inserted.map(({ id }) => id));
    return units.filter(({ id }) => ids.has(id));
  }
}
