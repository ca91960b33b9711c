import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { Person } from './person';

@Injectable()
export class PersonRepository {
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
