import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { updateVersioned } from '@throughline/persistence/update-versioned';
import type { Person } from './person';
import { personErrors } from './person.errors';

const columns = `person.id, person.name, email, position, unit_id AS "unitId", unit.path AS "unitPath", manager_id AS "managerId", zone, active,
  person.calendar_key AS "calendarKey", person.version, ARRAY(SELECT role FROM role_grant WHERE person_id = person.id ORDER BY role) AS roles`;
const byId = `SELECT ${columns} FROM person JOIN unit ON unit.id = person.unit_id WHERE person.id = $1`;

@Injectable()
export class PersonRepository {
  /** Active or not. @throws person.not_found */
  async find(tx: Tx, id: string): Promise<Person> {
    return onlyOne(await tx.query<Person>(byId, [id]));
  }

  /** Under a row lock until the transaction ends. @throws person.not_found */
  async lock(tx: Tx, id: string): Promise<Person> {
    return onlyOne(await tx.query<Person>(`${byId} FOR UPDATE OF person`, [id]));
  }

  /** The person after the change, one version on. The caller holds his lock. */
  async change(tx: Tx, person: Person, { calendarKey = person.calendarKey, active = person.active }: Partial<Pick<Person, 'calendarKey' | 'active'>>): Promise<Person> {
    const version = await updateVersioned(tx, 'person', person.id, person.version, { calendar_key: calendarKey, active });
    return { ...person, calendarKey, active, version };
  }

  /** Writes people with their roles. @returns those that were not there yet; managers must come before their people */
  async insertAbsent(tx: Tx, people: readonly Person[], grantedBy: string): Promise<Person[]> {
    const inserted = await tx.query<{ id: string }>(
      `INSERT INTO person (id, name, email, position, unit_id, manager_id, zone, active, joined_at, version)
       SELECT id, name, email, position, "unitId", "managerId", zone, active, $2, version
       FROM json_to_recordset($1)
         AS person(id uuid, name text, email text, position text, "unitId" uuid, "managerId" uuid, zone text, active boolean, version int)
       ON CONFLICT (id) DO NOTHING RETURNING id`,
      [JSON.stringify(people), tx.now],
    );
    const ids = new Set(inserted.map(({ id }) => id));
    const added = people.filter(({ id }) => ids.has(id));
    const grants = added.flatMap(({ id, roles }) => roles.map((role) => ({ id, role })));
    await tx.query(
      `INSERT INTO role_grant (person_id, role, granted_at, granted_by)
       SELECT id, role, $2, $3 FROM json_to_recordset($1) AS role_of(id uuid, role text)`,
      [JSON.stringify(grants), tx.now, grantedBy],
    );
    return added;
  }
}

function onlyOne(rows: Person[]): Person {
  if (!rows[0]) throw personErrors.not_found();
  return rows[0];
}
