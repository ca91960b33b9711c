import { Injectable } from '@nestjs/common';
import type { DomainEvent } from '@throughline/events/event-definition';
import type { Tx } from '@throughline/persistence/transaction';
import { personChangedEvent } from '../person/person';
import { PersonRepository } from '../person/person.repository';
import { PlannedPositionRepository } from '../planned-position/planned-position.repository';
import { Placing } from '../position/placing';
import { PositionRepository } from '../position/position.repository';
import type { Unit } from '../unit/unit';
import { unitChangedEvent } from '../unit/unit';
import { UnitRepository } from '../unit/unit.repository';

/** Takes everybody and everything out of a unit. The caller has the tree to himself. */
@Injectable()
export class EmptyUnit {
  constructor(
    private readonly units: UnitRepository,
    private readonly people: PersonRepository,
    private readonly positions: PositionRepository,
    private readonly placing: Placing,
    private readonly plans: PlannedPositionRepository,
  ) {}

  /** How much is in it; nothing lies open below a unit whose children are closed. */
  async count(tx: Tx, unit: Unit): Promise<{ people: number; units: number }> {
    const [row] = await tx.query<{ people: number; units: number }>(
      `SELECT (SELECT count(DISTINCT person_id)::int FROM (
         SELECT id AS person_id FROM person WHERE unit_id = $1 AND active
         UNION SELECT person_id FROM person_position WHERE unit_id = $1 AND until_day IS NULL
         UNION SELECT person_id FROM planned_position WHERE unit_id = $1 AND status = 'planned'
         UNION SELECT person_id FROM role_grant JOIN person ON person.id = person_id AND person.active WHERE role_grant.unit_id = $1) AS held) AS people,
         (SELECT count(*)::int FROM unit WHERE parent_id = $1 AND closed_at IS NULL) AS units`,
      [unit.id],
    );
    return row!;
  }

  /** Each keeps title and manager. @returns what there is to tell */
  async into(tx: Tx, unit: Unit, target: Unit): Promise<DomainEvent[]> {
    const told: DomainEvent[] = [];
    for (const child of await this.units.children(tx, unit)) {
      const moved = await this.units.move(tx, child, target);
      told.push(...moved.map((one) => unitChangedEvent(one)), ...(await this.people.touchIn(tx, moved.map(({ id }) => id))).map(personChangedEvent));
    }
    for (const person of await this.people.lockIn(tx, unit.id)) {
      const { position: title, managerId, active } = person;
      // Who has left has no position; he comes back to where the others went.
      const placed = active ? this.placing.place(tx, person, { unit: target, title, managerId }) : this.people.change(tx, person, { unitId: target.id, unitPath: target.path });
      told.push(personChangedEvent(await placed));
    }
    for (const position of await this.positions.besideIn(tx, unit.id)) {
      const person = await this.people.lock(tx, position.personId);
      await this.positions.end(tx, person, position.id);
      const { id } = await this.positions.add(tx, person, { ...position, unitId: target.id });
      await this.plans.endInstead(tx, position.id, id);
    }
    await this.plans.moveTo(tx, unit.id, target.id);
    for (const personId of await this.moveRoles(tx, unit, target)) {
      const person = await this.people.lock(tx, personId);
      told.push(personChangedEvent(await this.people.change(tx, person, {})));
    }
    return told;
  }

  /** @returns whose roles there were */
  private async moveRoles(tx: Tx, unit: Unit, target: Unit): Promise<string[]> {
    const rows = await tx.query<{ personId: string; role: string; grantedBy: string; only?: unknown }>(
      'DELETE FROM role_grant WHERE unit_id = $1 RETURNING person_id AS "personId", role, granted_by AS "grantedBy", narrowed_to AS "only"',
      [unit.id],
    );
    await tx.query(
      `INSERT INTO role_grant (person_id, role, unit_id, granted_at, granted_by, narrowed_to)
       SELECT "personId", role, $2, $3, "grantedBy", "only" FROM json_to_recordset($1) AS had("personId" uuid, role text, "grantedBy" text, "only" jsonb) ON CONFLICT DO NOTHING`,
      [JSON.stringify(rows), target.id, tx.now],
    );
    return [...new Set(rows.map(({ personId }) => personId))].sort();
  }
}
