import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import { localDate } from '@throughline/calendar/working-time';
import { pageOf, parseCursor, type Page } from '@throughline/http/page';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { z } from 'zod';
import { planErrors } from '../payment-plan/payment-plan.errors';
import { planScope } from '../read-scope';
import { planAnswer, type PlanAnswer, type PlanRow } from './plan.answer';
import type { PlanQuery } from './plan.dto';

// Amounts leave JSON as text: a JavaScript number would round them.
const selectPlans = (conditions: string) => `
  SELECT * FROM (
    SELECT p.*, c.name AS customer_name, t.received, t.outstanding, t.next_due_on, t.lines,
      CASE WHEN p.status = 'cancelled' THEN 'cancelled'
           WHEN t.outstanding = 0 THEN 'paid'
           WHEN t.next_due_on < $1::date THEN 'overdue'
           WHEN t.received > 0 THEN 'part-paid'
           ELSE 'open' END AS derived
    FROM payment_plan p
    JOIN customer c ON c.account_id = p.account_id
    CROSS JOIN LATERAL (
      SELECT sum(l.allocated) AS received, sum(l.outstanding) AS outstanding, min(l.due_on) FILTER (WHERE l.outstanding > 0) AS next_due_on,
        json_agg(json_build_object('id', l.id, 'no', l.no, 'label', l.label, 'due_on', l.due_on, 'amount', l.amount::text,
          'allocated', l.allocated::text, 'outstanding', l.outstanding::text, 'cancelled', l.cancelled::text,
          'days_overdue', CASE WHEN l.outstanding > 0 THEN greatest($1::date - l.due_on, 0) ELSE 0 END) ORDER BY l.no) AS lines
      FROM plan_line l WHERE l.plan_id = p.id
    ) t
  ) plan WHERE ${conditions}`;

type SelectedPlan = PlanRow & { derived: PlanAnswer['status'] };

@Injectable()
export class PlanViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly people: PeopleBook,
  ) {}

  /** Newest first; keyset on the primary key, whose ids rise with time. */
  async list(query: PlanQuery, by: Principal): Promise<Page<PlanAnswer>> {
    const after = parseCursor('plans', query.cursor, z.tuple([z.uuid()]));
    return this.transaction.read(async (tx) => {
      const today = localDate(await this.people.calendar(tx), tx.now);
      const conditions: string[] = [];
      const params: unknown[] = [today];
      const where = (column: string, value: unknown, operator = '=') => {
        if (value !== undefined) conditions.push(`${column} ${operator} $${params.push(value)}`);
      };
      where('account_id', query.accountId);
      where('deal_id', query.dealId);
      where('contract_id', query.contractId);
      where('derived', query.status);
      where('next_due_on', query.dueBy, '<=');
      where('id', after?.[0], '<');
      const scope = planScope(by, 'plan', params.length + 1);
      params.push(...scope.params, query.limit + 1);
      const rows = await tx.query<SelectedPlan>(
        `${selectPlans([...conditions, scope.sql].join(' AND '))} ORDER BY id DESC LIMIT $${params.length}`,
        params,
      );
      return pageOf('plans', rows, query.limit, (last) => [last.id], answer);
    });
  }

  /** @throws plan.not_found */
  async one(id: string, by: Principal): Promise<PlanAnswer> {
    return this.transaction.read(async (tx) => {
      const today = localDate(await this.people.calendar(tx), tx.now);
      const scope = planScope(by, 'plan', 3);
      const [row] = await tx.query<SelectedPlan>(selectPlans(`id = $2 AND ${scope.sql}`), [today, id, ...scope.params]);
      if (!row) throw planErrors.not_found();
      return answer(row);
    });
  }
}

const answer = (row: SelectedPlan): PlanAnswer => planAnswer({ ...row, status: row.derived });
