import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import { narrowedParams, narrowedSql } from '@throughline/access/narrowing';
import { PeopleBook } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import { monthAfter } from '@throughline/calendar/months';
import { localDate } from '@throughline/calendar/working-time';
import { Money } from '@throughline/money/money';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { receivableScope } from '../read-scope';
import type { MonthsQuery, ReceivableMonths } from './receivable.dto';

interface MonthRow { month: string; currency: string; planned: string; paid: string; received: string }

/** $1 and $2: first day of the first month and of the one after the last. Indexes plan_line_by_due and allocation_by_day. */
export const monthsSql = (scope: string) => `
  SELECT month, currency, sum(planned) AS planned, sum(paid) AS paid, sum(received) AS received FROM (
    SELECT to_char(l.due_on, 'YYYY-MM') AS month, l.currency, l.amount - l.cancelled AS planned, l.allocated AS paid, 0 AS received
    FROM plan_line l JOIN payment_plan p ON p.id = l.plan_id
    WHERE l.due_on >= $1::date AND l.due_on < $2::date AND ${narrowed} AND ${scope}
    UNION ALL
    SELECT to_char(a.booked_on, 'YYYY-MM'), a.currency, 0, 0, a.amount
    FROM allocation a JOIN plan_line l ON l.id = a.line_id JOIN payment_plan p ON p.id = l.plan_id
    WHERE a.booked_on >= $1::date AND a.booked_on < $2::date AND ${narrowed} AND ${scope}
  ) AS booked GROUP BY month, currency ORDER BY month, currency`;

const owned = { owner: 'p.owner_id', path: 'p.org_path' };
const narrowed = `($3::uuid IS NULL OR p.account_id = $3) AND ${narrowedSql(owned, 4)}`;

@Injectable()
export class MonthsViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly people: PeopleBook,
  ) {}

  /** What plans ask for and what came in, month by month. @throws people_book.unknown_unit */
  async months(query: MonthsQuery, by: Principal): Promise<ReceivableMonths> {
    access.require(by, 'read', 'receivable');
    return this.transaction.read(async (tx) => {
      const from = query.from ?? localDate(await this.people.calendar(tx), tx.now).slice(0, 7);
      const months = Array.from({ length: query.months + 1 }, (_, n) => monthAfter(from, n));
      const scope = receivableScope(by, 'p', 7);
      const params = [`${months[0]}-01`, `${months.at(-1)}-01`, query.accountId ?? null, ...(await narrowedParams(tx, query)), ...scope.params];
      const rows = await tx.query<MonthRow>(monthsSql(scope.sql), params);
      return { months: months.slice(0, -1).map((month) => ({ month, sums: rows.filter((row) => row.month === month).map(sums) })) };
    });
  }
}

function sums({ currency, planned, paid, received }: MonthRow) {
  const money = (amount: string) => Money.of(amount, currency).toJSON();
  return { planned: money(planned), paid: money(paid), received: money(received) };
}
