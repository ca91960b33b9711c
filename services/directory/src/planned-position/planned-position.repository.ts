import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { PlannedPosition } from './planned-position';

export const plannedColumns = `id, person_id AS "personId", kind, position_id AS "positionId", unit_id AS "unitId", title, manager_id AS "managerId", day::text AS day,
  starts_at AS "startsAt", status, code`;

/** The caller has the tree to himself. */
@Injectable()
export class PlannedPositionRepository {
  async find(tx: Tx, personId: string, id: string): Promise<PlannedPosition | undefined> {
    const [plan] = await tx.query<PlannedPosition>(`SELECT ${plannedColumns} FROM planned_position WHERE id = $1 AND person_id = $2`, [id, personId]);
    return plan;
  }

  /** Those of a person that wait for their day. */
  async waiting(tx: Tx, personId: string): Promise<PlannedPosition[]> {
    return tx.query<PlannedPosition>(`SELECT ${plannedColumns} FROM planned_position WHERE person_id = $1 AND status = 'planned' ORDER BY starts_at, planned_at, id`, [personId]);
  }

  /** Those that wait, in the order in which they are done: of one moment the one that was planned first. */
  async due(tx: Tx, ids: string[]): Promise<PlannedPosition[]> {
    return tx.query<PlannedPosition>(`SELECT ${plannedColumns} FROM planned_position WHERE id = ANY ($1::uuid[]) AND status = 'planned' ORDER BY starts_at, planned_at, id`, [ids]);
  }

  async insert(tx: Tx, { id, personId, kind, positionId, unitId, title, managerId, day, startsAt }: PlannedPosition, plannedBy: string): Promise<void> {
    await tx.query(
      `INSERT INTO planned_position (id, person_id, kind, position_id, unit_id, title, manager_id, day, starts_at, planned_by, planned_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [id, personId, kind, positionId, unitId, title, managerId, day, startsAt, plannedBy, tx.now],
    );
  }

  async settle(tx: Tx, id: string, status: 'done' | 'withdrawn' | 'failed', by: string, code: string | null = null): Promise<void> {
    await tx.query('UPDATE planned_position SET status = $2, code = $3, settled_by = $4, settled_at = $5 WHERE id = $1', [id, status, code, by, tx.now]);
  }

  /** What was planned for a unit that is closed is planned for the one that its people go to. */
  async moveTo(tx: Tx, unitId: string, targetId: string): Promise<void> {
    await tx.query(`UPDATE planned_position SET unit_id = $2 WHERE unit_id = $1 AND status = 'planned'`, [unitId, targetId]);
  }

  /** The end that was planned of a position is that of the one that came in its place. */
  async endInstead(tx: Tx, positionId: string, insteadId: string): Promise<void> {
    await tx.query(`UPDATE planned_position SET position_id = $2 WHERE position_id = $1 AND status = 'planned'`, [positionId, insteadId]);
  }

  /** Zone of the working calendar of the people of a unit: its own, else the nearest above that has one; undefined: the company's. */
  async zoneOf(tx: Tx, unitPath: string): Promise<string | undefined> {
    const [row] = await tx.query<{ zone: string }>(
      `SELECT c.document ->> 'zone' AS zone FROM unit JOIN working_calendar c ON c.key = unit.calendar_key
       WHERE left($1, length(unit.path)) = unit.path ORDER BY length(unit.path) DESC LIMIT 1`,
      [unitPath],
    );
    return row?.zone;
  }
}
