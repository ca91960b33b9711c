import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import { PeopleBook } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import { atLocal } from '@throughline/calendar/working-time';
import { timelineOf } from '@throughline/http/timeline';
import type { DealTimelineQuery, Story, Timeline } from '@throughline/http/timeline';
import type { RecordAsked } from '@throughline/messaging/facts-of';
import { Money } from '@throughline/money/money';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { workflowIds } from '@throughline/process-contracts/workflow-ids';
import { CollectionCaseRepository } from '../collection-case/collection-case.repository';
import { NextCollectionMomentQuery } from '../next-collection-moment/next-collection-moment.query';
import { dunningScope, planScope } from '../read-scope';

interface Line { id: string; planId: string; no: number; label: string; dueOn: string; outstanding: Money }
interface CaseRow { id: string; accountId: string; cycle: number; open: boolean }

/** What happened to the money of a deal, and what is ahead: lines that fall due, the next letter. */
@Injectable()
export class PlanTimelineViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly cases: CollectionCaseRepository,
    private readonly next: NextCollectionMomentQuery,
    private readonly people: PeopleBook,
  ) {}

  /** Empty for a deal whose plans the caller may not see. Of the customer's letters only those that name lines of the deal, for whoever may read dunning. */
  async ofDeal({ dealId, ...query }: DealTimelineQuery, by: Principal): Promise<Timeline> {
    access.require(by, 'read', 'plan');
    return this.transaction.read(async (tx) => {
      const lines = await linesOf(tx, dealId, by);
      const cases = await casesOf(tx, lines, by);
      const records = [...recordsOf(dealId, lines, cases), ...(await receiptsOf(tx, dealId, lines))];
      const ahead = [...(await this.duesOf(tx, lines)), ...(await this.lettersAhead(tx, lines, cases))];
      const stories = cases.filter(({ open }) => open).map(({ accountId, cycle }) => workflowIds.collection(by.tenant, accountId, cycle));
      return timelineOf(tx, { records, ahead, workflowIds: stories }, query, by);
    });
  }

  private async duesOf(tx: Tx, lines: Line[]): Promise<Story['ahead']> {
    const owed = lines.filter(isOwed);
    if (owed.length === 0) return [];
    const calendar = await this.people.calendar(tx);
    return owed.map(({ id: lineId, planId, no, label, dueOn, outstanding }) => ({
      // It is in time as long as the day lasts.
      at: atLocal(calendar, dueOn, '24:00'), what: 'plan.line-due', record: { kind: 'plan', id: planId },
      data: { lineId, no, label, dueOn, outstanding: outstanding.toJSON() },
    }));
  }

  private async lettersAhead(tx: Tx, lines: Line[], cases: CaseRow[]): Promise<Story['ahead']> {
    const ahead: Story['ahead'] = [];
    for (const { id } of cases.filter(({ open }) => open)) {
      const { moment } = await this.next.outlook(tx, await this.cases.require(tx, id));
      const named = moment?.lineIds.filter((lineId) => lines.some((line) => line.id === lineId)) ?? [];
      if (!moment || named.length === 0) continue;
      const { at, because, step, level } = moment;
      // Late already: it goes out as soon as its clock looks.
      ahead.push({ at, what: 'dunning.reminder-sent', record: { kind: 'dunning', id }, because, data: { step, level: level?.level ?? 0, lineIds: named } });
    }
    return ahead;
  }
}

async function linesOf(tx: Tx, dealId: string, by: Principal): Promise<Line[]> {
  const scope = planScope(by, 'p', 2);
  const rows = await tx.query<Omit<Line, 'outstanding'> & { outstanding: string; currency: string }>(
    `SELECT l.id, l.plan_id AS "planId", l.no, l.label, l.due_on::text AS "dueOn", l.outstanding, l.currency
     FROM payment_plan p JOIN plan_line l ON l.plan_id = p.id WHERE p.deal_id = $1 AND ${scope.sql} ORDER BY l.due_on, l.id`,
    [dealId, ...scope.params],
  );
  return rows.map(({ outstanding, currency, ...line }) => ({ ...line, outstanding: Money.of(outstanding, currency) }));
}

const isOwed = ({ outstanding }: Line): boolean => outstanding.isPositive();

/** Cases in which lines of the deal were named, and the open one of a customer who owes for it. */
async function casesOf(tx: Tx, lines: Line[], by: Principal): Promise<CaseRow[]> {
  const scope = dunningScope(by, 'c', 3);
  return tx.query<CaseRow>(
    `SELECT k.id, k.account_id AS "accountId", k.cycle, k.status = 'open' AS open FROM collection_case k JOIN customer c ON c.account_id = k.account_id
     WHERE k.account_id IN (SELECT account_id FROM plan_line WHERE id = ANY ($1::uuid[])) AND ${scope.sql}
       AND (k.status = 'open' AND $2 OR EXISTS (SELECT FROM dunning_letter d WHERE d.case_id = k.id AND d.line_ids && $1::uuid[]))`,
    [lines.map(({ id }) => id), lines.some(isOwed), ...scope.params],
  );
}

async function receiptsOf(tx: Tx, dealId: string, lines: Line[]): Promise<RecordAsked[]> {
  const rows = await tx.query<{ id: string }>('SELECT DISTINCT receipt_id AS id FROM allocation WHERE line_id = ANY ($1::uuid[])', [lines.map(({ id }) => id)]);
  return rows.map(({ id }) => ({ kind: 'receipt', id, deal: dealId }));
}

function recordsOf(dealId: string, lines: Line[], cases: CaseRow[]): RecordAsked[] {
  const plans = [...new Set(lines.map(({ planId }) => planId))].map((id) => ({ kind: 'plan', id, deal: dealId }));
  return [...plans, ...cases.map(({ id }) => ({ kind: 'dunning', id, naming: { list: 'lineIds', ids: lines.map((line) => line.id) } }))];
}
