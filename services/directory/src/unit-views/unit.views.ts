import { Injectable } from '@nestjs/common';
import { addDays } from '@throughline/calendar/days';
import { dayPattern } from '@throughline/calendar/working-calendar';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { DateTime } from 'luxon';
import { CalendarRepository } from '../calendar/calendar.repository';
import type { UnitsQuery, UnitView } from './unit.dto';

const shown = (id: string, closed: string) =>
  `${id} AS id, name, kind, code, path, parent_id AS "parentId", head_id AS "headId", calendar_key AS "calendarKey", ${closed} AS closed, version`;
const parentsFirst = `ORDER BY string_to_array(rtrim(path, '.'), '.')::int[]`;

@Injectable()
export class UnitViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly calendars: CalendarRepository,
  ) {}

  /** The whole tree in one answer, parents first: an organisation has hundreds of units, not thousands. */
  async tree({ asOf, closed }: UnitsQuery): Promise<{ items: UnitView[] }> {
    const all = closed === 'with';
    const items = await this.transaction.read(async (tx) => {
      if (asOf === undefined) return tx.query<UnitView>(`SELECT ${shown('id', 'closed_at IS NOT NULL')} FROM unit WHERE $1 OR closed_at IS NULL ${parentsFirst}`, [all]);
      return tx.query<UnitView>(
        `SELECT ${shown('unit_id', 'closed')} FROM unit_history
         WHERE valid_from <= $2 AND (valid_until IS NULL OR valid_until > $2) AND ($1 OR NOT closed) ${parentsFirst}`,
        [all, await instantOf(tx, asOf, (one) => this.calendars.companyZone(one))],
      );
    });
    return { items };
  }
}

/** A day is meant to its last moment, in the zone of the company's calendar. */
async function instantOf(tx: Tx, asOf: string, zone: (tx: Tx) => Promise<string>): Promise<Date> {
  if (!dayPattern.test(asOf)) return new Date(asOf);
  return new Date(DateTime.fromISO(addDays(asOf, 1), { zone: await zone(tx) }).startOf('day').toMillis() - 1);
}
