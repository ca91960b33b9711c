import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import { monthAfter } from '@throughline/calendar/months';
import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import { atLocal, localDate } from '@throughline/calendar/working-time';
import { Money } from '@throughline/money/money';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { pipelineAsked } from '../opportunity/pipelines';
import { dealsAsked, type Conditions } from '../pipeline-board/deals-asked';
import { sumsOf } from '../pipeline-board/pipeline-sums';
import type { DealFunnel, DealFunnelQuery, Expected, Forecast, ForecastQuery, Wins, WinsQuery } from './sales-figures.dto';

interface Counted { currency: string; count: number; amount: string }
type OpenRow = Counted & { bucket: string; stage: string };
type WonRow = Counted & { month: string };
type WinRow = Counted & { ownerId: string; ownerName: string | null };
type FunnelRow = Counted & { step: keyof DealFunnel };

/** What is expected, what was won and by whom, and how far deals came: sums within what the caller may see. */
@Injectable()
export class SalesFiguresViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly people: PeopleBook,
  ) {}

  /** @throws opportunity.unknown_pipeline, people_book.unknown_unit */
  async forecast(key: string, query: ForecastQuery, by: Principal): Promise<Forecast> {
    const pipeline = pipelineAsked(key);
    return this.transaction.read(async (tx) => {
      const calendar = await this.people.calendar(tx);
      const from = query.from ?? localDate(calendar, tx.now).slice(0, 7);
      const end = monthAfter(from, query.months);
      const where = await dealsAsked(tx, key, query, by);
      const open = await tx.query<OpenRow>(openSql(where), [...where.params, `${from}-01`, `${end}-01`]);
      const won = await tx.query<WonRow>(wonSql(where), [...where.params, startOf(from, calendar), startOf(end, calendar), calendar.zone]);
      const expected = (bucket: string): Expected => {
        const rows = open.filter((row) => row.bucket === bucket);
        return { count: counted(rows), sums: sumsOf(pipeline, rows.map((row) => ({ ...row, won: false }))) };
      };
      const months = Array.from({ length: query.months }, (_, n) => monthAfter(from, n));
      return {
        months: months.map((month) => ({ month, open: expected(month), won: worth(won.filter((row) => row.month === month)) })),
        earlier: expected('earlier'),
        later: expected('later'),
      };
    });
  }

  /** @throws opportunity.unknown_pipeline, people_book.unknown_unit */
  async wins(key: string, query: WinsQuery, by: Principal): Promise<Wins> {
    pipelineAsked(key);
    return this.transaction.read(async (tx) => {
      const calendar = await this.people.calendar(tx);
      const month = query.month ?? localDate(calendar, tx.now).slice(0, 7);
      const where = await dealsAsked(tx, key, query, by);
      const rows = await tx.query<WinRow>(winsSql(where), [...where.params, startOf(month, calendar), startOf(monthAfter(month, 1), calendar)]);
      const people = [...new Set(rows.map(({ ownerId }) => ownerId))].map((ownerId) => {
        const own = rows.filter((row) => row.ownerId === ownerId);
        return { ownerId, ownerName: own[0]!.ownerName, ...worth(own) };
      });
      const main = mainCurrency(rows);
      const inMain = ({ sums }: { sums: { amount: string; currency: string }[] }) => Money.from(sums.find(({ currency }) => currency === main) ?? { amount: '0', currency: main });
      return { month, items: people.sort((a, b) => inMain(b).compare(inMain(a)) || b.count - a.count) };
    });
  }

  /** @throws opportunity.unknown_pipeline, people_book.unknown_unit */
  async funnel(key: string, query: DealFunnelQuery, by: Principal): Promise<DealFunnel> {
    pipelineAsked(key);
    return this.transaction.read(async (tx) => {
      const calendar = await this.people.calendar(tx);
      const where = await dealsAsked(tx, key, query, by);
      const rows = await tx.query<FunnelRow>(funnelSql(where), [...where.params, atLocal(calendar, query.from, '00:00'), atLocal(calendar, query.until, '24:00')]);
      const step = (name: keyof DealFunnel) => worth(rows.filter((row) => row.step === name));
      return { opened: step('opened'), won: step('won'), signed: step('signed'), paid: step('paid'), lost: step('lost') };
    });
  }
}

/** When a month begins where the company is. */
const startOf = (month: string, calendar: WorkingCalendar): Date => atLocal(calendar, `${month}-01`, '00:00');

const param = ({ params }: Conditions, n: number): string => `$${params.length + n}`;
const sums = 'count(*)::int AS count, sum(o.amount)::text AS amount';

/** Index opportunity_board. */
const openSql = (where: Conditions): string => `
  SELECT CASE WHEN o.expected_close_on < ${param(where, 1)}::date THEN 'earlier' WHEN o.expected_close_on >= ${param(where, 2)}::date THEN 'later'
    ELSE to_char(o.expected_close_on, 'YYYY-MM') END AS bucket, o.stage, o.currency, ${sums}
  FROM opportunity o WHERE o.status = 'open' AND o.status <> 'lost' AND o.finished_at IS NULL AND ${where.sql} GROUP BY 1, 2, 3`;

/** Index opportunity_won. */
const wonBetween = (where: Conditions): string => `o.status = 'won' AND o.closed_at >= ${param(where, 1)} AND o.closed_at < ${param(where, 2)} AND ${where.sql}`;
const wonSql = (where: Conditions): string =>
  `SELECT to_char(o.closed_at AT TIME ZONE ${param(where, 3)}, 'YYYY-MM') AS month, o.currency, ${sums} FROM opportunity o WHERE ${wonBetween(where)} GROUP BY 1, 2`;
const winsSql = (where: Conditions): string => `
  SELECT o.owner_id AS "ownerId", p.name AS "ownerName", o.currency, ${sums} FROM opportunity o LEFT JOIN known_person p ON p.id = o.owner_id
  WHERE ${wonBetween(where)} GROUP BY 1, 2, 3 ORDER BY 1, 3`;

/** Index opportunity_list. Signed and paid the deal stream knows, for the present cycle: a deal that was reopened is neither. */
const funnelSql = (where: Conditions): string => `
  WITH deals AS (
    SELECT o.currency, o.amount, o.status, o.status = 'won' AND (d.state ->> 'signedCycle')::int = o.cycle AS signed,
      EXISTS (SELECT FROM jsonb_each(d.state -> 'plans') AS plan WHERE (plan.value ->> 'complete')::boolean) AS paid
    FROM opportunity o LEFT JOIN deal d ON d.id = o.id
    WHERE o.opened_at >= ${param(where, 1)} AND o.opened_at < ${param(where, 2)} AND ${where.sql})
  SELECT step.name AS step, o.currency, ${sums} FROM deals o
  CROSS JOIN LATERAL (VALUES ('opened', true), ('won', o.status = 'won'), ('signed', o.signed), ('paid', o.signed AND o.paid), ('lost', o.status = 'lost')) AS step(name, holds)
  WHERE step.holds GROUP BY 1, 2`;

const counted = (rows: Counted[]): number => rows.reduce((sum, { count }) => sum + count, 0);

function worth(rows: Counted[]): { count: number; sums: ReturnType<Money['toJSON']>[] } {
  return { count: counted(rows), sums: rows.map(({ amount, currency }) => Money.from({ amount, currency }).toJSON()).sort((a, b) => (a.currency < b.currency ? -1 : 1)) };
}

function mainCurrency(rows: WinRow[]): string {
  const counts = new Map<string, number>();
  for (const { currency, count } of rows) counts.set(currency, (counts.get(currency) ?? 0) + count);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 'CNY';
}
