import { Injectable } from '@nestjs/common';
import { narrowedParams, narrowedSql } from '@throughline/access/narrowing';
import { PeopleBook } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import { localDate } from '@throughline/calendar/working-time';
import { Money } from '@throughline/money/money';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { receivableScope } from '../read-scope';
import type { Receivables, ReceivableQuery } from './receivable.dto';

interface BalanceRow {
  account_id: string;
  name: string;
  owner_id: string;
  owner_name: string | null;
  currency: string;
  bucket: number;
  oldest_due_on: string;
  balance: string;
}

const owned = { owner: 'p.owner_id', path: 'p.org_path' };

/** Bucket 0 is not yet due; bucket n holds what is overdue by more than bound n−1 and at most bound n; the last is open. */
const balances = (scope: string) => `
  SELECT c.account_id, c.name, line.owner_id, person.name AS owner_name, line.currency, line.bucket, min(line.due_on) AS oldest_due_on, sum(line.balance) AS balance
  FROM (
    SELECT p.account_id, p.owner_id, l.currency, l.due_on,
      CASE WHEN l.due_on >= $1::date THEN 0 ELSE width_bucket($1::date - l.due_on - 1, $2::int[]) + 1 END AS bucket,
      l.amount - coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.line_id = l.id AND a.booked_on <= $1::date), 0) AS balance
    FROM payment_plan p JOIN plan_line l ON l.plan_id = p.id
    WHERE p.activated_on <= $1::date AND (p.cancelled_on IS NULL OR p.cancelled_on > $1::date)
      AND ($3::uuid IS NULL OR p.account_id = $3)
      AND ${narrowedSql(owned, 4)} AND ${scope}
  ) line JOIN customer c ON c.account_id = line.account_id LEFT JOIN known_person person ON person.id = line.owner_id
  WHERE line.balance > 0
  GROUP BY c.account_id, c.name, line.owner_id, person.name, line.currency, line.bucket
  ORDER BY c.name, c.account_id, line.currency, line.bucket`;

@Injectable()
export class ReceivableViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly people: PeopleBook,
  ) {}

  /** What is owed, by age, at the end of a day. The buckets of a currency sum to what is outstanding in it. */
  async asOf(query: ReceivableQuery, by: Principal): Promise<Receivables> {
    return this.transaction.read(async (tx) => {
      const asOf = query.asOf ?? localDate(await this.people.calendar(tx), tx.now);
      const scope = receivableScope(by, 'p', 7);
      const rows = await tx.query<BalanceRow>(balances(scope.sql), [asOf, query.buckets, query.accountId ?? null, ...(await narrowedParams(tx, query)), ...scope.params]);
      const labels = bucketLabels(query.buckets);
      const age = (part: BalanceRow[]) => aged(part, part[0]!.currency, labels);
      return {
        asOf,
        totals: grouped(rows, (row) => row.currency).map(age),
        owners: grouped(rows, (row) => `${row.owner_id} ${row.currency}`).map((part) => ({ ownerId: part[0]!.owner_id, name: part[0]!.owner_name, ...age(part) })),
        customers: grouped(rows, (row) => `${row.account_id} ${row.currency}`).map((part) => ({
          accountId: part[0]!.account_id,
          name: part[0]!.name,
          oldestDueOn: part.map((row) => row.oldest_due_on).sort()[0]!,
          ...age(part),
        })),
      };
    });
  }
}

export function bucketLabels(bounds: number[]): string[] {
  const overdue = bounds.map((bound, i) => `${(bounds[i - 1] ?? 0) + 1}-${bound}`);
  return ['not due', ...overdue, `over ${bounds.at(-1)}`];
}

function aged(rows: BalanceRow[], currency: string, labels: string[]) {
  const sumOf = (part: BalanceRow[]) => Money.sum(part.map((row) => Money.of(row.balance, currency)), currency).toJSON();
  return {
    currency,
    outstanding: sumOf(rows),
    overdue: sumOf(rows.filter((row) => row.bucket > 0)),
    buckets: labels.map((label, i) => ({ label, amount: sumOf(rows.filter((row) => row.bucket === i)) })),
  };
}

function grouped(rows: BalanceRow[], key: (row: BalanceRow) => string): BalanceRow[][] {
  const groups = new Map<string, BalanceRow[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return [...groups.values()];
}
