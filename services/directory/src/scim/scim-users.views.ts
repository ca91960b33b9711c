import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { ScimFilter } from './scim-filter';
import { ScimRefusal } from './scim-refusal';
import { userResource, type UserResource, type UserRow } from './scim-user';

const columns = `person.id, person.external_id AS "externalId", person.name, person.email, person.position, person.unit_id AS "unitId", unit.name AS "unitName", unit.code AS "unitCode",
  unit.path AS "unitPath", person.manager_id AS "managerId", manager.name AS "managerName", person.zone, person.active, person.calendar_key AS "calendarKey", person.version,
  person.joined_at AS "joinedAt",
  ARRAY(SELECT role FROM role_grant WHERE person_id = person.id AND unit_id IS NULL ORDER BY role) AS roles,
  (SELECT coalesce(json_agg(json_build_object('role', role, 'unitId', at.id, 'unitPath', at.path) ORDER BY role, at.path), '[]')
   FROM role_grant JOIN unit at ON at.id = role_grant.unit_id WHERE person_id = person.id) AS "rolesElsewhere",
  (SELECT coalesce(json_agg(json_build_object('id', g.id, 'name', g.name) ORDER BY g.name), '[]')
   FROM group_member JOIN people_group g ON g.id = group_id WHERE person_id = person.id) AS groups`;
const from = `FROM person JOIN unit ON unit.id = person.unit_id LEFT JOIN person manager ON manager.id = person.manager_id WHERE person.scim_deleted_at IS NULL`;

export interface Found<T> {
  total: number;
  resources: T[];
}
export interface Window {
  /** From 1. */
  startIndex: number;
  count: number;
}

@Injectable()
export class ScimUsersViews {
  /** @throws ScimRefusal (404) */
  async one(tx: Tx, id: string): Promise<{ row: UserRow; resource: UserResource }> {
    const [row] = await tx.query<UserRow>(`SELECT ${columns} ${from} AND person.id = $1`, [id]);
    if (!row) throw new ScimRefusal(404, undefined, `There is no user ${id}.`);
    return { row, resource: userResource(row) };
  }

  /** By id, oldest first, so that pages do not move while somebody joins. */
  async find(tx: Tx, { startIndex, count }: Window, filter?: ScimFilter): Promise<Found<UserResource>> {
    if (!filter) {
      const [all] = await tx.query<{ total: number }>('SELECT count(*)::int AS total FROM person WHERE scim_deleted_at IS NULL');
      const rows = await tx.query<UserRow>(`SELECT ${columns} ${from} ORDER BY person.id LIMIT $1 OFFSET $2`, [count, startIndex - 1]);
      return { total: all!.total, resources: rows.map(userResource) };
    }
    const { equals, matches } = filter;
    const rows = await tx.query<UserRow>(
      `SELECT ${columns} ${from} AND ($1::text IS NULL OR person.email = $1) AND ($2::text IS NULL OR person.external_id = $2) AND ($3::text IS NULL OR person.id::text = $3)
       ORDER BY person.id`,
      [equals.get('userName') ?? null, equals.get('externalId') ?? null, equals.get('id') ?? null],
    );
    const found = rows.map(userResource).filter(matches);
    return { total: found.length, resources: found.slice(startIndex - 1, startIndex - 1 + count) };
  }

  /** Whom a system deleted and now makes anew. */
  async deletedWith(tx: Tx, email: string): Promise<string | undefined> {
    const [row] = await tx.query<{ id: string }>('SELECT id FROM person WHERE email = $1 AND scim_deleted_at IS NOT NULL FOR UPDATE', [email]);
    return row?.id;
  }

  async setDeleted(tx: Tx, id: string, deleted: boolean): Promise<void> {
    await tx.query('UPDATE person SET scim_deleted_at = $2 WHERE id = $1', [id, deleted ? tx.now : null]);
  }
}
