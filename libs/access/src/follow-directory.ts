import { Inject, Injectable } from '@nestjs/common';

import {
  calendarPublished, personAbsenceCancelled, personAbsencePlanned, personChanged, personJoined, unitChanged, unitCreated, type PersonData,
} from '@throughline/events/directory-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import type { Tx } from '@throughline/persistence/transaction';

import { groupEvents, keepGroup } from './follow-groups';
import { followOwner, followPath } from './follow-paths';
import { PeopleBook } from './people-book';

type Unit = ReturnType<typeof unitCreated.data.parse> & Partial<ReturnType<typeof unitChanged.data.parse>>;
type Absence = ReturnType<typeof personAbsencePlanned.data.parse>;
type Calendar = ReturnType<typeof calendarPublished.data.parse>;

/** Keeps the people book up to date. An event that is older than what the book holds changes nothing. */
@Injectable()
export class FollowDirectory implements EventSubscription {
  readonly consumer = 'follow-directory';
  readonly on = [personJoined, personChanged, personAbsencePlanned, personAbsenceCancelled, unitCreated, unitChanged, calendarPublished, ...groupEvents] as EventSubscription['on'];

  constructor(@Inject(PeopleBook) private readonly book: PeopleBook) {}

  async handle(event: ReceivedEvent, tx: Tx): Promise<void> {
    if (await keepGroup(tx, event)) return;
    if (event.type === unitCreated.type || event.type === unitChanged.type) {
      await keepUnit(tx, event as ReceivedEvent<Unit>);
      // That of the unit at the top is the company's.
      return tx.afterCommit(() => this.book.forgetCalendars());
    }
    if (event.type === personAbsencePlanned.type) return keepAbsence(tx, event as ReceivedEvent<Absence>, false);
    if (event.type === personAbsenceCancelled.type) return keepAbsence(tx, event as ReceivedEvent<Absence>, true);
    if (event.type === calendarPublished.type) {
      await keepCalendar(tx, event as ReceivedEvent<Calendar>);
      return tx.afterCommit(() => this.book.forgetCalendars());
    }
    const { data } = event as ReceivedEvent<PersonData>;
    await keepPerson(tx, data, event.sequence);
    tx.afterCommit(() => this.book.forgetPerson(data.personId));
  }
}

async function keepPerson(tx: Tx, person: PersonData, version: number): Promise<void> {
  const [known] = await tx.query<{ unitId: string; unitPath: string }>(
    `SELECT unit_id AS "unitId", unit_path AS "unitPath" FROM known_person WHERE id = $1 AND version < $2 FOR UPDATE`,
    [person.personId, version],
  );
  // What was written for him since his unit moved, by somebody who had not heard of it.
  if (known && known.unitId === person.unitId && known.unitPath !== person.unitPath) await followPath(tx, known.unitPath, person.unitPath);
  // To another unit he takes what he owns along.
  if (known && known.unitId !== person.unitId) await followOwner(tx, person.personId, person.unitPath);
  await tx.query(
    `INSERT INTO known_person (id, name, roles, unit_id, unit_path, manager_id, active, version, document, calendar_key, roles_elsewhere, narrowed_to)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, roles = excluded.roles, unit_id = excluded.unit_id, unit_path = excluded.unit_path,
       manager_id = excluded.manager_id, active = excluded.active, version = excluded.version, document = excluded.document,
       calendar_key = excluded.calendar_key, roles_elsewhere = excluded.roles_elsewhere, narrowed_to = excluded.narrowed_to
     WHERE known_person.version < excluded.version`,
    [
      person.personId,
      person.name,
      person.roles,
      person.unitId,
      person.unitPath,
      person.managerId,
      person.active,
      version,
      { position: person.position, zone: person.zone },
      person.calendarKey ?? null,
      JSON.stringify(person.rolesElsewhere ?? []),
      person.only ? JSON.stringify(person.only) : null,
    ],
  );
}

/** Units are told of side by side: a successor may have moved on, or been closed, before the closing itself is heard of. Whoever moves it waits for us. */
async function presentPath(tx: Tx, successorId: string | undefined, told: string): Promise<string> {
  const sql = `SELECT path, closed, document ->> 'successorId' AS "successorId" FROM known_unit WHERE id = $1 FOR SHARE`;
  const [unit] = successorId === undefined ? [] : await tx.query<{ path: string; closed: boolean; successorId: string | null }>(sql, [successorId]);
  if (!unit) return told;
  return unit.closed && unit.successorId !== null ? presentPath(tx, unit.successorId, unit.path) : unit.path;
}

async function keepUnit(tx: Tx, { data, sequence }: ReceivedEvent<Unit>): Promise<void> {
  const [known] = await tx.query<{ path: string }>('SELECT path FROM known_unit WHERE id = $1 AND version < $2 FOR UPDATE', [data.unitId, sequence]);
  await tx.query(
    `INSERT INTO known_unit (id, name, path, parent_id, version, document, calendar_key, head_id, closed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, path = excluded.path, parent_id = excluded.parent_id, version = excluded.version,
       document = excluded.document, calendar_key = excluded.calendar_key, head_id = excluded.head_id, closed = excluded.closed
     WHERE known_unit.version < excluded.version`,
    [data.unitId, data.name, data.path, data.parentId, sequence, { kind: data.kind, ...(data.successorId !== undefined && { successorId: data.successorId }) }, data.calendarKey ?? null, data.headId ?? null, data.closed ?? false],
  );
  if (known && known.path !== data.path) await followPath(tx, known.path, data.path);
  if (known && data.closed && data.successorPath !== undefined) await followPath(tx, data.path, await presentPath(tx, data.successorId, data.successorPath));
}

async function keepCalendar(tx: Tx, { data, sequence }: ReceivedEvent<Calendar>): Promise<void> {
  await tx.query(
    `INSERT INTO known_calendar (id, version, calendar, shifts) VALUES ($1, $2, $3, $4)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, calendar = excluded.calendar, shifts = excluded.shifts
     WHERE known_calendar.version < excluded.version`,
    [data.calendar.id, sequence, data.calendar, data.shifts ?? false],
  );
}

/** A cancelled one stays: told of in the wrong order, the plan must not bring it back. */
async function keepAbsence(tx: Tx, { data, sequence }: ReceivedEvent<Absence>, cancelled: boolean): Promise<void> {
  await tx.query(
    `INSERT INTO known_absence (id, person_id, starts_at, ends_at, cancelled, version) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET starts_at = excluded.starts_at, ends_at = excluded.ends_at, cancelled = excluded.cancelled, version = excluded.version
     WHERE known_absence.version < excluded.version`,
    [data.absenceId, data.personId, data.from, data.to, cancelled, sequence],
  );
}
