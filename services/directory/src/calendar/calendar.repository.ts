import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { PublishedCalendar } from './published-calendar';

@Injectable()
export class CalendarRepository {
  /** @returns whether it was not there yet */
  async insertAbsent(tx: Tx, { id, name, calendar, version }: PublishedCalendar): Promise<boolean> {
    const inserted = await tx.query(
      `INSERT INTO working_calendar (id, key, name, document, published_at, version) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (id) DO NOTHING RETURNING id`,
      [id, calendar.id, name, JSON.stringify(calendar), tx.now, version],
    );
    return inserted.length > 0;
  }
}
