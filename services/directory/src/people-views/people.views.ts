import { Injectable } from '@nestjs/common';
import { pathRange } from '@throughline/access/access';
import type { Page } from '@throughline/http/page';
import { pageOf, parseCursor } from '@throughline/http/page';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { z } from 'zod';
import { personErrors } from '../person/person.errors';
import { unitErrors } from '../unit/unit.errors';
import type { PeopleQuery, PersonView } from './people.dto';

const list = 'people';
const cursorKeys = z.tuple([z.string(), z.uuid()]);

const columns = `person.id, external_id AS "externalId", person.name, email, position, unit_id AS "unitId", unit.name AS "unitName", unit.path AS "unitPath",
  manager_id AS "managerId", zone, active, person.calendar_key AS "calendarKey", person.version,
  ARRAY(SELECT role FROM role_grant WHERE person_id = person.id AND unit_id IS NULL ORDER BY role) AS roles,
  (SELECT json_object_agg(role, narrowed_to) FROM role_grant WHERE person_id = person.id AND unit_id IS NULL AND narrowed_to IS NOT NULL) AS "only",
  (SELECT coalesce(json_agg(json_strip_nulls(json_build_object('role', role, 'unitId', role_grant.unit_id, 'only', narrowed_to)) ORDER BY role, role_grant.unit_id), '[]')
   FROM role_grant WHERE person_id = person.id AND role_grant.unit_id IS NOT NULL) AS "rolesElsewhere"`;
const from = 'FROM person JOIN unit ON unit.id = person.unit_id';

@Injectable()
export class PeopleViews {
  constructor(private readonly transaction: TransactionRunner) {}

  /** Active people by name, or those who are to join. @throws unit.not_found, request.invalid for a foreign cursor */
  async page({ limit, cursor, role, unit, joining }: PeopleQuery): Promise<Page<PersonView>> {
    const after = parseCursor(list, cursor, cursorKeys);
    return this.transaction.read(async (tx) => {
      const range = unit === undefined ? undefined : pathRange(await unitPath(tx, unit));
      const rows = await tx.query<PersonView>(
        `SELECT ${columns} ${from}
         WHERE active = NOT $7 AND (active OR EXISTS (SELECT FROM planned_position WHERE person_id = person.id AND kind = 'join' AND status = 'planned'))
           AND ($2::text IS NULL OR EXISTS (SELECT FROM role_grant WHERE person_id = person.id AND role = $2))
           AND ($3::text IS NULL OR (unit.path >= $3 AND unit.path < $4))
           AND ($5::text IS NULL OR (person.name, person.id) > ($5, $6::uuid))
         ORDER BY person.name, person.id LIMIT $1`,
        [limit + 1, role ?? null, range?.from ?? null, range?.to ?? null, after?.[0] ?? null, after?.[1] ?? null, joining === 'true'],
      );
      return pageOf(list, rows, limit, ({ name, id }) => [name, id], (row) => row);
    });
  }

  /** Also somebody who has left. @throws person.not_found */
  async one(personId: string): Promise<PersonView> {
    const [person] = await this.transaction.read((tx) => tx.query<PersonView>(`SELECT ${columns} ${from} WHERE person.id = $1`, [personId]));
    if (!person) throw personErrors.not_found();
    return person;
  }

  /** @throws person.not_found for somebody unknown or not active */
  async active(personId: string): Promise<PersonView> {
    const person = await this.one(personId);
    if (!person.active) throw personErrors.not_found();
    return person;
  }
}

async function unitPath(tx: Tx, unitId: string): Promise<string> {
  const [unit] = await tx.query<{ path: string }>('SELECT path FROM unit WHERE id = $1', [unitId]);
  if (!unit) throw unitErrors.not_found({ field: 'unit' });
  return unit.path;
}
