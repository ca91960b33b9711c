import { Injectable } from '@nestjs/common';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { calendarErrors } from '../calendar/calendar.errors';
import type { CalendarList, CalendarView } from './calendar.dto';

@Injectable()
export class CalendarViews {
  constructor(private readonly transaction: TransactionRunner) {}

  /** All of them by name: a company has a handful. */
  async all(): Promise<CalendarList> {
    const rows = await this.transaction.read((tx) =>
      tx.query<Omit<CalendarList['items'][number], 'publishedAt'> & { publishedAt: Date }>(
        `SELECT id, key, name, shifts, document->>'zone' AS zone, document->>'publishedUntil' AS "publishedUntil", published_at AS "publishedAt", version FROM working_calendar ORDER BY name, key`,
      ),
    );
    return { items: rows.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() })) };
  }

  /** By its id or by its key, as `china`. @throws calendar.not_found */
  async one(idOrKey: string): Promise<CalendarView> {
    const [row] = await this.transaction.read((tx) =>
      tx.query<Omit<CalendarView, 'publishedAt'> & { publishedAt: Date }>(
        `SELECT id, name, shifts, document AS calendar, published_at AS "publishedAt", version FROM working_calendar WHERE key = $1 OR id::text = lower($1)`,
        [idOrKey],
      ),
    );
    if (!row) throw calendarErrors.not_found();
    return { ...row, publishedAt: row.publishedAt.toISOString() };
  }
}
