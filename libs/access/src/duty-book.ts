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
    const duties = new Map<string, KnownDuty>();
    for (const { id, key, absences } of rows) {
      const away = (absences ?? []).map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }));
      duties.set(id, { calendar: await this.calendarOf(tx, key), absences: away });
    }
    return duties;
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
const dutySql = `
  SELECT asked.id, coalesce(person.calendar_key, unit.calendar_key) AS key, away.absences
  FROM unnest($1::uuid[]) AS asked(id)
  LEFT JOIN known_person AS person ON person.id = asked.id
  LEFT JOIN LATERAL (
    SELECT calendar_key FROM known_unit
    WHERE calendar_key IS NOT NULL AND starts_with(person.unit_path, path) ORDER BY length(path) DESC LIMIT 1
  ) AS unit ON true
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object('from', starts_at, 'to', ends_at) ORDER BY starts_at) AS absences
    FROM known_absence WHERE person_id = asked.id AND NOT cancelled AND ends_at > $2
  ) AS away ON true`;
