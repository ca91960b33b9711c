import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { v7 as uuidv7 } from 'uuid';
import { calendarErrors } from './calendar.errors';
import type { PublishedCalendar } from './published-calendar';

@Injectable()
export class CalendarRepository {
  /** @returns whether it was not there yet */
  async insertAbsent(tx: Tx, { id, name, shifts, calendar, version }: PublishedCalendar): Promise<boolean> {
    const inserted = await tx.query(
      `INSERT INTO working_calendar (id, key, name, document, published_at, version, shifts) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (id) DO NOTHING RETURNING id`,
      [id, calendar.id, name, JSON.stringify(calendar), tx.now, version, shifts],
    );
    return inserted.length > 0;
  }

  /** The calendar under a new key, or the next version of the one that has the key. @throws calendar.changes_its_use */
  async publish(tx: Tx, { name, shifts, calendar }: Pick<PublishedCalendar, 'name' | 'shifts' | 'calendar'>): Promise<PublishedCalendar> {
    const [row] = await tx.query<{ id: string; version: number }>(
      `INSERT INTO working_calendar AS known (id, key, name, document, published_at, version, shifts) VALUES ($1, $2, $3, $4, $5, 1, $6)
       ON CONFLICT (key) DO UPDATE SET name = excluded.name, document = excluded.document, published_at = excluded.published_at, version = known.version + 1
       WHERE known.shifts = excluded.shifts
       RETURNING id, version`,
      [uuidv7(), calendar.id, name, JSON.stringify(calendar), tx.now, shifts],
    );
    if (!row) throw calendarErrors.changes_its_use({ field: 'shifts' });
    return { ...row, name, shifts, calendar };
  }

  /** Under a row lock until the transaction ends. @throws calendar.not_found */
  async lock(tx: Tx, key: string): Promise<PublishedCalendar> {
    const [row] = await tx.query<PublishedCalendar>('SELECT id, name, shifts, document AS calendar, version FROM working_calendar WHERE key = $1 FOR UPDATE', [key]);
    if (!row) throw calendarErrors.not_found();
    return row;
  }

  /** The zone of the company's calendar (that of the unit at the top, else the first by key), for whom nobody has named another; UTC before there is one. */
  async companyZone(tx: Tx): Promise<string> {
    const [row] = await tx.query<{ zone: string }>(
      `SELECT document->>'zone' AS zone FROM working_calendar WHERE NOT shifts
       ORDER BY key = (SELECT calendar_key FROM unit WHERE parent_id IS NULL) DESC NULLS LAST, key LIMIT 1`,
    );
    return row?.zone ?? 'UTC';
  }

  /** @throws calendar.not_found */
  async requireKey(tx: Tx, key: string): Promise<void> {
    const rows = await tx.query('SELECT FROM working_calendar WHERE key = $1', [key]);
    if (rows.length === 0) throw calendarErrors.not_found({ field: 'calendarKey' });
  }
}
