import { Inject, Injectable } from '@nestjs/common';

import { calendarPublished, personChanged, personJoined, unitCreated, type PersonData } from '@throughline/events/directory-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import type { Tx } from '@throughline/persistence/transaction';

import { PeopleBook } from './people-book';

type Unit = ReturnType<typeof unitCreated.data.parse>;
type Calendar = ReturnType<typeof calendarPublished.data.parse>;

/** Keeps the people book up to date. An event that is older than what the book holds changes nothing. */
@Injectable()
export class FollowDirectory implements EventSubscription {
  readonly consumer = 'follow-directory';
  readonly on = [personJoined, personChanged, unitCreated, calendarPublished] as EventSubscription['on'];

  constructor(@Inject(PeopleBook) private readonly book: PeopleBook) {}

  async handle(event: ReceivedEvent, tx: Tx): Promise<void> {
    if (event.type === unitCreated.type) return keepUnit(tx, event as ReceivedEvent<Unit>);
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
  await tx.query(
    `INSERT INTO known_person (id, name, roles, unit_id, unit_path, manager_id, active, version, document)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, roles = excluded.roles, unit_id = excluded.unit_id, unit_path = excluded.unit_path,
       manager_id = excluded.manager_id, active = excluded.active, version = excluded.version, document = excluded.document
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
    ],
  );
}

async function keepUnit(tx: Tx, { data, sequence }: ReceivedEvent<Unit>): Promise<void> {
  await tx.query(
    `INSERT INTO known_unit (id, name, path, parent_id, version, document) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, path = excluded.path, parent_id = excluded.parent_id, version = excluded.version,
       document = excluded.document
     WHERE known_unit.version < excluded.version`,
    [data.unitId, data.name, data.path, data.parentId, sequence, { kind: data.kind }],
  );
}

async function keepCalendar(tx: Tx, { data, sequence }: ReceivedEvent<Calendar>): Promise<void> {
  await tx.query(
    `INSERT INTO known_calendar (id, version, calendar) VALUES ($1, $2, $3)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, calendar = excluded.calendar WHERE known_calendar.version < excluded.version`,
    [data.calendar.id, sequence, data.calendar],
  );
}
