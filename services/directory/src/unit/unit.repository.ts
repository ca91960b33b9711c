import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { Unit } from './unit';

@Injectable()
export class UnitRepository {
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
