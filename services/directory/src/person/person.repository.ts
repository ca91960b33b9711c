import { Injectable } from '@nestjs/common';
import type { Only } from '@throughline/access/dimensions';
import { brokenConstraint } from '@throughline/persistence/database-errors';
import type { Tx } from '@throughline/persistence/transaction';
import { updateVersioned } from '@throughline/persistence/update-versioned';
import type { Person, PersonRole } from './person';
import { personErrors } from './person.errors';

const columns = `person.id, external_id AS "externalId", person.name, email, position, unit_id AS "unitId", unit.path AS "unitPath", manager_id AS "managerId",
  zone, active, person.calendar_key AS "calendarKey", person.version,
  ARRAY(SELECT role FROM role_grant WHERE person_id = person.id AND unit_id IS NULL ORDER BY role) AS roles,
  (SELECT json_object_agg(role, narrowed_to) FROM role_grant WHERE person_id = person.id AND unit_id IS NULL AND narrowed_to IS NOT NULL) AS "only",
  (SELECT coalesce(json_agg(json_strip_nulls(json_build_object('role', role, 'unitId', at.id, 'unitPath', at.path, 'only', narrowed_to)) ORDER BY role, at.path), '[]')
   FROM role_grant JOIN unit at ON at.id = role_grant.unit_id WHERE person_id = person.id) AS "rolesElsewhere"`;
const from = 'FROM person JOIN unit ON unit.id = person.unit_id';
const byId = `SELECT ${columns} ${from} WHERE person.id = $1`;

/** What can be changed of a person by himself; his unit only together with his main position (PositionRepository). */
type Changes = Partial<Pick<Person, 'name' | 'email' | 'zone' | 'externalId' | 'calendarKey' | 'active' | 'position' | 'unitId' | 'unitPath' | 'managerId'>>;

@Injectable()
export class PersonRepository {
  /** Active or not. @param field of the request that named him @throws person.not_found */
  async find(tx: Tx, id: string, field?: string): Promise<Person> {
    return onlyOne(await tx.query<Person>(byId, [id]), field);
  }

  /** Under a row lock until the transaction ends. @throws person.not_found */
  async lock(tx: Tx, id: string): Promise<Person> {
    return onlyOne(await tx.query<Person>(`${byId} FOR UPDATE OF person`, [id]));
  }

  /** Whose unit this is, also who has left, under a lock. */
  async lockIn(tx: Tx, unitId: string): Promise<Person[]> {
    return tx.query<Person>(`SELECT ${columns} ${from} WHERE unit_id = $1 ORDER BY person.id FOR UPDATE OF person`, [unitId]);
  }

  /** The person after the change, one version on. The caller holds his lock. @throws person.email_taken, person.external_id_taken */
  async change(tx: Tx, person: Person, changes: Changes): Promise<Person> {
    const { name, email, zone, externalId, calendarKey, active, position, unitId, managerId } = { ...person, ...changes };
    const version = await taken(() =>
      updateVersioned(tx, 'person', person.id, person.version, {
        name, email, zone, external_id: externalId, calendar_key: calendarKey, active, position, unit_id: unitId, manager_id: managerId,
      }),
    );
    return { ...person, ...changes, version };
  }

  /** A version on for all who are in one of these units or have a role there: their paths changed. */
  async touchIn(tx: Tx, unitIds: string[]): Promise<Person[]> {
    const people = await tx.query<{ id: string }>(
      `SELECT id FROM person WHERE unit_id = ANY ($1::uuid[]) OR id IN (SELECT person_id FROM role_grant WHERE unit_id = ANY ($1::uuid[])) ORDER BY id FOR UPDATE`,
      [unitIds],
    );
    const ids = people.map(({ id }) => id);
    await tx.query('UPDATE person SET version = version + 1 WHERE id = ANY ($1::uuid[])', [ids]);
    return tx.query<Person>(`SELECT ${columns} ${from} WHERE person.id = ANY ($1::uuid[]) ORDER BY person.id`, [ids]);
  }

  /** All his roles from now on; `unitId` null: in his own unit. The caller holds his lock. */
  async setRoles(tx: Tx, personId: string, roles: readonly { role: PersonRole; unitId: string | null; only: Only | null }[], grantedBy: string): Promise<void> {
    const wanted = JSON.stringify(roles.map(({ only, ...grant }) => ({ ...grant, ...(only && { only }) })));
    // A JSON null in the column would be a value: what is not narrowed leaves it out.
    const given = 'SELECT role, "unitId", "only" FROM json_to_recordset($2) AS given(role text, "unitId" uuid, "only" jsonb)';
    await tx.query(
      `DELETE FROM role_grant WHERE person_id = $1 AND NOT EXISTS (SELECT FROM (${given}) AS given WHERE given.role = role_grant.role AND given."unitId" IS NOT DISTINCT FROM unit_id)`,
      [personId, wanted],
    );
    await tx.query(
      `INSERT INTO role_grant (person_id, role, unit_id, narrowed_to, granted_at, granted_by) SELECT $1, role, "unitId", "only", $3, $4 FROM (${given}) AS given
       ON CONFLICT (person_id, role, unit_id) DO UPDATE SET narrowed_to = excluded.narrowed_to, granted_at = excluded.granted_at, granted_by = excluded.granted_by
       WHERE role_grant.narrowed_to IS DISTINCT FROM excluded.narrowed_to`,
      [personId, wanted, tx.now, grantedBy],
    );
  }

  /** Whether the line of managers above `managerId` comes to the person. The caller has the tree to himself. */
  async reportsTo(tx: Tx, managerId: string, personId: string): Promise<boolean> {
    const [row] = await tx.query<{ back: boolean }>(
      `WITH RECURSIVE line (id) AS (SELECT $1::uuid UNION SELECT manager_id FROM line JOIN person USING (id) WHERE manager_id IS NOT NULL)
       SELECT EXISTS (SELECT FROM line WHERE id = $2) AS back`,
      [managerId, personId],
    );
    return row!.back;
  }

  /** Somebody new, without a role. @throws person.email_taken, person.external_id_taken */
  async insert(tx: Tx, { id, externalId, name, email, position, unitId, managerId, zone, active, version }: Person): Promise<void> {
    await taken(() =>
      tx.query(
        `INSERT INTO person (id, external_id, name, email, position, unit_id, manager_id, zone, active, joined_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [id, externalId, name, email, position, unitId, managerId, zone, active, tx.now, version],
      ),
    );
  }

  /** Writes people with their roles and main positions. @returns those that were not there yet; managers must come before their people */
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
    await tx.query(
      `INSERT INTO person_position (id, person_id, unit_id, title, manager_id, main, from_day)
       SELECT gen_random_uuid(), id, unit_id, position, manager_id, true, ($2::timestamptz AT TIME ZONE zone)::date FROM person WHERE id = ANY ($1::uuid[]) AND active`,
      [[...ids], tx.now],
    );
    return added;
  }
}

async function taken<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const broken = brokenConstraint(error);
    if (broken === 'person_email_key') throw personErrors.email_taken({ field: 'email' });
    if (broken === 'person_external_id_key') throw personErrors.external_id_taken({ field: 'externalId' });
    throw error;
  }
}

function onlyOne(rows: Person[], field?: string): Person {
  if (!rows[0]) throw personErrors.not_found({ ...(field !== undefined && { field }) });
  return rows[0];
}
