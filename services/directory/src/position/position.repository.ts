import { Injectable } from '@nestjs/common';
import type { Day } from '@throughline/calendar/working-calendar';
import type { Tx } from '@throughline/persistence/transaction';
import { v7 as uuidv7 } from 'uuid';
import type { Person } from '../person/person';
import type { Position } from './position';
import { dayOf } from './position';
import { positionErrors } from './position.errors';

export const positionColumns = `id, person_id AS "personId", unit_id AS "unitId", title, manager_id AS "managerId", main, from_day::text AS "from", until_day::text AS until`;
export type NewPosition = Pick<Position, 'unitId' | 'title' | 'managerId'>;

/** The caller holds the lock of the person. */
@Injectable()
export class PositionRepository {
  /**
   * His main position from this day on; the one before ends with the day. Of two on one day the later counts.
   * @throws position.before_the_last
   */
  async setMain(tx: Tx, person: Person, { unitId, title, managerId }: NewPosition, from: Day = dayOf(tx.now, person.zone)): Promise<void> {
    const [present] = await tx.query<Position>(`SELECT ${positionColumns} FROM person_position WHERE person_id = $1 AND main ORDER BY from_day DESC LIMIT 1`, [person.id]);
    if (present && (from < present.from || (present.until !== null && from < present.until))) throw positionErrors.before_the_last({ field: 'from' });
    if (present?.from === from) {
      await tx.query('UPDATE person_position SET unit_id = $2, title = $3, manager_id = $4, until_day = NULL WHERE id = $1', [present.id, unitId, title, managerId]);
      return;
    }
    if (present && present.until === null) await this.endOn(tx, present, from);
    await this.insert(tx, { id: uuidv7(), personId: person.id, unitId, title, managerId, main: true, from, until: null });
  }

  /** Beside his main one. */
  async add(tx: Tx, person: Person, { unitId, title, managerId }: NewPosition, from: Day = dayOf(tx.now, person.zone), id = uuidv7()): Promise<Position> {
    const position = { id, personId: person.id, unitId, title, managerId, main: false, from, until: null };
    await this.insert(tx, position);
    return position;
  }

  /** One that may be ended by itself. @throws position.not_found, position.is_main, position.already_ended */
  async endable(tx: Tx, person: Person, positionId: string): Promise<Position> {
    const [position] = await tx.query<Position>(`SELECT ${positionColumns} FROM person_position WHERE id = $1 AND person_id = $2`, [positionId, person.id]);
    if (!position) throw positionErrors.not_found();
    if (position.main) throw positionErrors.is_main();
    if (position.until !== null) throw positionErrors.already_ended();
    return position;
  }

  /** @throws position.not_found, position.is_main, position.already_ended, position.before_the_last */
  async end(tx: Tx, person: Person, positionId: string, until: Day = dayOf(tx.now, person.zone)): Promise<Position> {
    const position = await this.endable(tx, person, positionId);
    if (until < position.from) throw positionErrors.before_the_last({ field: 'until' });
    await this.endOn(tx, position, until);
    return { ...position, until };
  }

  /** Of somebody who leaves: today is the first day without. */
  async endAll(tx: Tx, person: Person): Promise<void> {
    const open = await tx.query<Position>(`SELECT ${positionColumns} FROM person_position WHERE person_id = $1 AND until_day IS NULL`, [person.id]);
    for (const position of open) await this.endOn(tx, position, dayOf(tx.now, person.zone));
  }

  /** Other than main positions that are held in a unit, of people in whatever unit. */
  async besideIn(tx: Tx, unitId: string): Promise<Position[]> {
    return tx.query<Position>(`SELECT ${positionColumns} FROM person_position WHERE unit_id = $1 AND until_day IS NULL AND NOT main ORDER BY person_id, id`, [unitId]);
  }

  /** One that began today and ends today was never held: nothing is left of it. */
  private async endOn(tx: Tx, { id, from }: Position, day: Day): Promise<void> {
    if (day > from) await tx.query('UPDATE person_position SET until_day = $2 WHERE id = $1', [id, day]);
    else await tx.query('DELETE FROM person_position WHERE id = $1', [id]);
  }

  private async insert(tx: Tx, { id, personId, unitId, title, managerId, main, from }: Position): Promise<void> {
    await tx.query('INSERT INTO person_position (id, person_id, unit_id, title, manager_id, main, from_day) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
      id, personId, unitId, title, managerId, main, from,
    ]);
  }
}
