import { Inject, Injectable } from '@nestjs/common';
import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import type { Tx } from '@throughline/persistence/transaction';
import { PeopleBook } from './people-book';

/** When somebody works and when he is away; `from` included, `to` not. */
export interface KnownDuty {
  calendar: WorkingCalendar;
  absences: { from: Date; to: Date }[];
}

/** Shifts and absences of people, as the directory last told of them. */
@Injectable()
export class DutyBook {
  constructor(@Inject(PeopleBook) private readonly people: PeopleBook) {}

  /**
   * Of each person: his own working calendar, else that of the nearest unit above him that has one, else the company's; and the absences that end
   * after `tx.now`. Whom no event has told of works by the company's calendar.
   * @throws people_book.no_calendar while none has arrived
   */
  async of(tx: Tx, personIds: readonly string[]): Promise<Map<string, KnownDuty>> {
    const rows = await tx.query<{ id: string; key: string | null; absences: { from: string; to: string }[] | null }>(dutySql, [personIds, tx.now]);
    const calendarOf = await this.byKey(tx, rows);
    return new Map(rows.map(({ id, key, absences }) => [
      id, { calendar: calendarOf(key), absences: (absences ?? []).map(({ from, to }) => ({ from: new Date(from), to: new Date(to) })) },
    ]));
  }

  /** The working calendar of each, as in `of`. @throws people_book.no_calendar while none has arrived */
  async calendarsOf(tx: Tx, personIds: readonly string[]): Promise<Map<string, WorkingCalendar>> {
    const rows = await tx.query<{ id: string; key: string | null }>(hoursOfSql, [personIds]);
    const calendarOf = await this.byKey(tx, rows);
    return new Map(rows.map(({ id, key }) => [id, calendarOf(key)]));
  }

  private async byKey(tx: Tx, rows: readonly { key: string | null }[]): Promise<(key: string | null) => WorkingCalendar> {
    const found = new Map<string | null, WorkingCalendar>();
    for (const key of new Set(rows.map((row) => row.key))) found.set(key, await this.calendarOf(tx, key));
    return (key) => found.get(key)!;
  }

  /** A calendar that was named before it was told of: the company's until then. */
  private async calendarOf(tx: Tx, key: string | null): Promise<WorkingCalendar> {
    const company = await this.people.calendar(tx);
    if (key === null || key === company.id) return company;
    const rows = await tx.query('SELECT FROM known_calendar WHERE id = $1', [key]);
    return rows.length > 0 ? this.people.calendar(tx, key) : company;
  }
}

// The nearest unit is the one with the longest path that the person's path begins with.
const hours = {
  key: 'coalesce(person.calendar_key, unit.calendar_key)',
  from: `
  FROM unnest($1::uuid[]) AS asked(id)
  LEFT JOIN known_person AS person ON person.id = asked.id
  LEFT JOIN LATERAL (
    SELECT calendar_key FROM known_unit
    WHERE calendar_key IS NOT NULL AND starts_with(person.unit_path, path) ORDER BY length(path) DESC LIMIT 1
  ) AS unit ON true`,
};

/** Of each of $1 the key of the calendar by which he works; null: the company's. */
export const hoursOfSql = `SELECT asked.id, ${hours.key} AS key ${hours.from}`;

const dutySql = `
  SELECT asked.id, ${hours.key} AS key, away.absences ${hours.from}
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object('from', starts_at, 'to', ends_at) ORDER BY starts_at) AS absences
    FROM known_absence WHERE person_id = asked.id AND NOT cancelled AND ends_at > $2
  ) AS away ON true`;
