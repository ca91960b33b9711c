import { Inject, Injectable } from '@nestjs/common';

import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import { accessErrors } from '@throughline/errors/common-errors';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';

import { pathRange } from './access';
import { calendarSql } from './company-calendar';
import { peopleBookErrors } from './people-book.errors';
import type { Only } from './dimensions';
import type { OnlyByRole, Principal, Role } from './principal';
import { Remembered } from './remembered';

/** A person as a service knows him from directory events. */
export interface KnownPerson {
  personId: string;
  name: string;
  roles: Role[];
  unitId: string | null;
  /** Segments ended by dots, `1.3.`. */
  unitPath: string;
  managerId: string | null;
  active: boolean;
  /** What some of his roles are narrowed to; null: none is. */
  only: OnlyByRole | null;
  /** Roles in other units than his own, each reaching that unit and those below it. */
  rolesElsewhere: { role: Role; unitId: string; unitPath: string; only?: Only }[];
}

/** A unit as a service knows it from directory events. */
export interface KnownUnit {
  unitId: string;
  name: string;
  path: string;
  parentId: string | null;
  headId: string | null;
}

/**
 * Milliseconds for which rights are kept in memory. An event forgets them at once in the process that read it; other processes of the same service
 * follow within this time.
 */
const KEPT_FOR = 30_000;
/** The same of calendars. What is counted anew when one changes begins after it, so that nobody counts by the former one any more. */
export const CALENDARS_KEPT_FOR = 2_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const COLUMNS =
  'id AS "personId", name, roles, unit_id AS "unitId", unit_path AS "unitPath", manager_id AS "managerId", active, narrowed_to AS "only", roles_elsewhere AS "rolesElsewhere"';

/** What a service knows of people and calendars, kept from directory events (follow-directory.ts): it never asks the directory. */
@Injectable()
export class PeopleBook {
  private readonly rights = new Remembered<KnownPerson | undefined>(KEPT_FOR, 10_000);
  private readonly calendars = new Remembered<WorkingCalendar>(CALENDARS_KEPT_FOR, 100);
  /** Of each the version that was read last: the same one again is the same object, which much that is computed from it hangs on. */
  private readonly lastRead = new Map<string, { version: string; calendar: WorkingCalendar }>();

  constructor(@Inject(TransactionRunner) private readonly transaction: TransactionRunner) {}

  /** The person, active or not; undefined when no event has told of him. */
  async person(tx: Tx, personId: string): Promise<KnownPerson | undefined> {
    if (!UUID.test(personId)) return undefined;
    const [person] = await tx.query<KnownPerson>(`SELECT ${COLUMNS} FROM known_person WHERE id = $1`, [personId]);
    return person;
  }

  /** Active people, by name: with a role, in a unit or below it. */
  async people(tx: Tx, { role, unitPath }: { role?: Role; unitPath?: string } = {}): Promise<KnownPerson[]> {
    const range = unitPath === undefined ? undefined : pathRange(unitPath);
    if (unitPath !== undefined && !range) return [];
    return tx.query<KnownPerson>(
      `SELECT ${COLUMNS} FROM known_person
       WHERE active AND ($1::text IS NULL OR $1 = ANY (roles)) AND ($2::text IS NULL OR (unit_path >= $2 AND unit_path < $3))
       ORDER BY name, id`,
      [role ?? null, range?.from ?? null, range?.to ?? null],
    );
  }

  /** Active people with one of these roles, in whatever unit, by name. */
  async withRoles(tx: Tx, roles: readonly string[]): Promise<KnownPerson[]> {
    return tx.query<KnownPerson>(
      `SELECT ${COLUMNS} FROM known_person
       WHERE active AND (roles && $1::text[] OR EXISTS (SELECT FROM jsonb_array_elements(roles_elsewhere) AS one WHERE one ->> 'role' = ANY ($1)))
       ORDER BY name, id`,
      [roles],
    );
  }

  /** The active manager; when he is not active, his manager, and so on up. */
  async managerOf(tx: Tx, personId: string): Promise<KnownPerson | undefined> {
    if (!UUID.test(personId)) return undefined;
    const [manager] = await tx.query<KnownPerson>(
      `WITH RECURSIVE line AS (
         SELECT m.*, 1 AS depth FROM known_person p JOIN known_person m ON m.id = p.manager_id WHERE p.id = $1
         UNION ALL
         SELECT m.*, line.depth + 1 FROM line JOIN known_person m ON m.id = line.manager_id WHERE NOT line.active AND line.depth < 20
       )
       SELECT ${COLUMNS} FROM line WHERE active ORDER BY depth LIMIT 1`,
      [personId],
    );
    return manager;
  }

  /** The manager that each who is no longer active had. */
  async managersOfThoseWhoLeft(tx: Tx): Promise<Map<string, string | null>> {
    const rows = await tx.query<{ id: string; managerId: string | null }>('SELECT id, manager_id AS "managerId" FROM known_person WHERE NOT active');
    return new Map(rows.map(({ id, managerId }) => [id, managerId]));
  }

  /** Groups by name, each with those of its members who are active. */
  async groups(tx: Tx): Promise<{ groupId: string; name: string; memberIds: string[] }[]> {
    return tx.query(
      `SELECT id AS "groupId", name, ARRAY(
         SELECT person_id FROM known_group_member m JOIN known_person p ON p.id = m.person_id AND p.active WHERE m.group_id = known_group.id AND member ORDER BY person_id
       ) AS "memberIds"
       FROM known_group WHERE NOT removed ORDER BY name, id`,
    );
  }

  /** Units that are open, those above first. */
  async units(tx: Tx): Promise<KnownUnit[]> {
    return tx.query<KnownUnit>(
      'SELECT id AS "unitId", name, path, parent_id AS "parentId", head_id AS "headId" FROM known_unit WHERE NOT closed ORDER BY length(path), path',
    );
  }

  /**
   * A working calendar; without an id the company's one: that of the unit at the top, else the first by key; never that of a shift.
   * @throws people_book.no_calendar while none has arrived
   */
  async calendar(tx: Tx, calendarId?: string): Promise<WorkingCalendar> {
    return this.calendars.get(calendarId ?? '', () => this.readCalendar(tx, calendarId));
  }

  /** The company's, as it stands this moment: for who is asked because it has just become another. @throws people_book.no_calendar while none has arrived */
  calendarNow(tx: Tx): Promise<WorkingCalendar> {
    return this.readCalendar(tx);
  }

  /**
   * The principal of a token with the rights that the directory last told of. Of whom no event has told, the token is believed for its
   * short life.
   * @throws access.unauthenticated when he is no longer active
   */
  freshen(principal: Principal): Principal | Promise<Principal> {
    const known = this.rights.peek(principal.personId);
    if (known) return withRightsOf(principal, known.value);
    return this.rights
      .get(principal.personId, () => this.transaction.read((tx) => this.person(tx, principal.personId)))
      .then((person) => withRightsOf(principal, person));
  }

  /** What was kept of a person is read anew at next use. */
  forgetPerson(personId: string): void {
    this.rights.forget(personId);
  }

  forgetCalendars(): void {
    this.calendars.forgetAll();
  }

  private async readCalendar(tx: Tx, calendarId?: string): Promise<WorkingCalendar> {
    const [row] = await tx.query<{ id: string; version: string; calendar: WorkingCalendar }>(calendarSql, [calendarId ?? null]);
    if (!row) throw peopleBookErrors.no_calendar({ retryAfterSeconds: 2 });
    const last = this.lastRead.get(row.id);
    if (last?.version === row.version) return last.calendar;
    this.lastRead.set(row.id, row);
    return row.calendar;
  }
}

function withRightsOf(principal: Principal, person: KnownPerson | undefined): Principal {
  if (!person) return principal;
  if (!person.active) throw accessErrors.unauthenticated();
  const { name, roles, unitPath, only, rolesElsewhere } = person;
  const { only: _, ...told } = principal;
  return { ...told, name, roles, unitPath, ...(only && { only }), ...(rolesElsewhere.length > 0 && { rolesElsewhere }) };
}
