import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import { narrowedParams, narrowedSql, type Narrowing } from '@throughline/access/narrowing';
import { PeopleBook } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import { addDays, daysBetween } from '@throughline/calendar/days';
import { atLocal, isWorkingDay, localDate, shiftWorkingDays, workingDayFrom } from '@throughline/calendar/working-time';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { leadScope } from '../read-scope';
import type { LeadFunnel, LeadFunnelQuery, Recycling, RecyclingQuery } from './lead-figures.dto';

interface Narrowed { sql: string; params: unknown[] }

/** What became of leads, and what their clocks will take: counts within what the caller may see. */
@Injectable()
export class LeadFiguresViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly people: PeopleBook,
  ) {}

  /** @throws people_book.unknown_unit */
  async funnel(query: LeadFunnelQuery, by: Principal): Promise<LeadFunnel> {
    return this.transaction.read(async (tx) => {
      const calendar = await this.people.calendar(tx);
      const where = await narrowed(tx, query, by);
      const [row] = await tx.query<LeadFunnel>(funnelSql(where), [...where.params, atLocal(calendar, query.from, '00:00'), atLocal(calendar, query.until, '24:00')]);
      return row!;
    });
  }

  /** If nobody does anything: each lead on the day on which its protection ends. @throws people_book.unknown_unit */
  async recycling(query: RecyclingQuery, by: Principal): Promise<Recycling> {
    return this.transaction.read(async (tx) => {
      const calendar = await this.people.calendar(tx);
      const today = localDate(calendar, tx.now);
      const last = shiftWorkingDays(calendar, workingDayFrom(calendar, today), query.days - 1);
      const where = await narrowed(tx, query, by);
      const rows = await tx.query<{ day: string; count: number }>(recyclingSql(where), [...where.params, tx.now, atLocal(calendar, last, '24:00'), calendar.zone]);
      const counts = new Map(rows.map(({ day, count }) => [day, count]));
      const days = Array.from({ length: daysBetween(today, last) + 1 }, (_, n) => addDays(today, n));
      return {
        days: days.map((day) => ({ day, working: isWorkingDay(calendar, day), count: counts.get(day) ?? 0 })).filter(({ working, count }) => working || count > 0),
        late: counts.get('late') ?? 0,
        standingStill: counts.get('still') ?? 0,
      };
    });
  }
}

/** Over the table lead. */
async function narrowed(tx: Tx, narrowing: Narrowing, by: Principal): Promise<Narrowed> {
  access.require(by, 'read', 'lead');
  const scope = leadScope(by, 'lead', 4);
  const sql = `${narrowedSql({ owner: 'owner_id', path: 'org_path' }, 1)} AND ${scope.sql}`;
  return { sql, params: [...(await narrowedParams(tx, narrowing)), ...scope.params] };
}

const param = ({ params }: Narrowed, n: number): string => `$${params.length + n}`;
const nowIn = (status: string): string => `count(*) FILTER (WHERE status = '${status}')::int AS ${status}`;

/** Index lead_captured, or those of what one owns. */
const funnelSql = (where: Narrowed): string => `
  SELECT count(*)::int AS captured, count(*) FILTER (WHERE last_owner_id IS NOT NULL OR owner_id IS NOT NULL)::int AS worked,
    ${['available', 'owned', 'converted', 'disqualified'].map(nowIn).join(', ')}
  FROM lead WHERE status <> 'merged' AND captured_at >= ${param(where, 1)} AND captured_at < ${param(where, 2)} AND ${where.sql}`;

/** Indexes lead_owner, lead_org_path, lead_owned: only what somebody owns is looked at. */
const recyclingSql = (where: Narrowed): string => `
  SELECT CASE WHEN protected_until IS NULL THEN 'still' WHEN protected_until <= ${param(where, 1)} THEN 'late'
    ELSE to_char(protected_until AT TIME ZONE ${param(where, 3)}, 'YYYY-MM-DD') END AS day, count(*)::int AS count
  FROM lead WHERE status = 'owned' AND owner_id IS NOT NULL AND (protected_until IS NULL OR protected_until <= ${param(where, 2)}) AND ${where.sql} GROUP BY 1`;
