import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { pageOf, parseCursor } from '@throughline/http/page';
import type { Page } from '@throughline/http/page';
import { Money } from '@throughline/money/money';
import { somewhere } from '@throughline/persistence/somewhere';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { z } from 'zod';
import { opportunityErrors } from '../opportunity/opportunity.errors';
import { pipelineOf } from '../opportunity/pipelines';
import { opportunityScope } from '../read-scope';
import type { OpportunityDetail, OpportunityListQuery, OpportunityLine } from './opportunity-views.dto';

const list = 'opportunities';
const cursorKeys = z.tuple([z.iso.datetime(), z.uuid()]);

const columns = `o.id, o.account_id AS "accountId", o.account_name AS "accountName", o.owner_id AS "ownerId", o.product, o.status, o.stage,
  jsonb_build_object('amount', o.amount::text, 'currency', o.currency) AS amount, o.opened_at AS "openedAt",
  o.expected_close_on::text AS "expectedCloseOn", o.stage_entered_at AS "stageEnteredAt", o.version,
  (SELECT jsonb_build_object('kind', d.kind, 'at', d.due_at, 'because', d.because) FROM deadline d
    WHERE d.book = 'pipeline:' || o.pipeline AND d.subject_id = o.id::text) AS due`;

/** Reads of opportunities, each inside what the caller may see. */
@Injectable()
export class OpportunityViews {
  constructor(private readonly transaction: TransactionRunner) {}

  /** Newest first. */
  async list(query: OpportunityListQuery, by: Principal): Promise<Page<OpportunityLine>> {
    access.require(by, 'read', 'opportunity');
    const after = parseCursor(list, query.cursor, cursorKeys);
    const scope = opportunityScope(by, 'o', 8);
    const rows = await this.transaction.read((tx) =>
      tx.query<Row>(
        `SELECT ${columns} FROM opportunity o
         WHERE ($1::text IS NULL OR o.status = $1) AND ($2::text IS NULL OR o.stage = $2) AND ($3::uuid IS NULL OR o.owner_id = $3)
           AND ($4::timestamptz IS NULL OR (o.opened_at, o.id) < ($4, $5::uuid)) AND ($7::text IS NULL OR o.account_name ILIKE $7 OR o.product ILIKE $7) AND ${scope.sql}
         ORDER BY o.opened_at DESC, o.id DESC LIMIT $6`,
        [query.status ?? null, query.stage ?? null, query.owner ?? null, after?.[0] ?? null, after?.[1] ?? null, query.limit + 1, somewhere(query.text), ...scope.params],
      ),
    );
    return pageOf(list, rows, query.limit, (last) => [last.openedAt.toISOString(), last.id], line);
  }

  /** @throws opportunity.not_found */
  async one(id: string, by: Principal): Promise<OpportunityDetail> {
    access.require(by, 'read', 'opportunity');
    const scope = opportunityScope(by, 'o', 2);
    return this.transaction.read(async (tx) => {
      const [row] = await tx.query<DetailRow>(`SELECT ${columns}, ${detailColumns} FROM opportunity o WHERE o.id = $1 AND ${scope.sql}`, [id, ...scope.params]);
      if (!row) throw opportunityErrors.not_found();
      return detail(row);
    });
  }
}

const detailColumns = `o.pipeline, o.lead_id AS "leadId", o.contact_id AS "contactId", o.terms, o.cycle, o.lost_reason AS "lostReason", o.lost_note AS "lostNote",
  jsonb_build_object('amount', o.list_amount::text, 'currency', o.currency) AS "listAmount", trim_scale(o.discount_percent)::text AS "discountPercent",
  o.closed_at AS "closedAt",
  (SELECT coalesce(jsonb_agg(jsonb_build_object('key', m.key, 'evidence', m.evidence, 'by', m.met_by, 'at', m.met_at) ORDER BY m.met_at, m.key), '[]')
     FROM opportunity_milestone m WHERE m.opportunity_id = o.id) AS milestones,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('stage', p.stage, 'enteredAt', p.entered_at, 'leftAt', p.left_at, 'soonAt', p.soon_at, 'overdueAt', p.overdue_at,
     'minutes', floor(extract(epoch FROM p.left_at - p.entered_at) / 60)) ORDER BY p.entered_at, p.id), '[]')
     FROM stage_period p WHERE p.opportunity_id = o.id) AS history,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('requestId', r.id, 'percent', trim_scale(r.percent)::text, 'grantedPercent', trim_scale(r.granted_percent)::text, 'reason', r.reason, 'status', r.status,
     'requestedBy', r.requested_by, 'requestedAt', r.requested_at, 'concludedAt', r.concluded_at) ORDER BY r.requested_at, r.id), '[]')
     FROM discount_request r WHERE r.opportunity_id = o.id) AS "discountRequests",
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind, 'on', a.on_record, 'minutes', a.minutes, 'note', a.note, 'by', a.person_id,
     'at', a.occurred_at) ORDER BY a.occurred_at DESC, a.id DESC), '[]')
     FROM (SELECT * FROM opportunity_activity WHERE opportunity_id = o.id ORDER BY occurred_at DESC, id DESC LIMIT 50) a) AS activities`;

type Dates = 'openedAt' | 'stageEnteredAt';
type Row = Omit<OpportunityLine, Dates> & Record<Dates, Date>;
type DetailRow = Row & Omit<OpportunityDetail, keyof OpportunityLine | 'stages' | 'closedAt'> & { closedAt: Date | null };

function line({ openedAt, stageEnteredAt, due, ...rest }: Row): OpportunityLine {
  const dueAt = due && { ...due, at: new Date(due.at).toISOString() };
  return { ...rest, amount: Money.from(rest.amount).toJSON(), openedAt: openedAt.toISOString(), stageEnteredAt: stageEnteredAt.toISOString(), due: dueAt };
}

function detail({ closedAt, history, milestones, discountRequests, activities, ...row }: DetailRow): OpportunityDetail {
  const { stages } = pipelineOf(row.pipeline);
  return {
    ...row,
    ...line(row),
    listAmount: Money.from(row.listAmount).toJSON(),
    closedAt: closedAt?.toISOString() ?? null,
    milestones: milestones.map((one) => ({ ...one, at: utc(one.at) })),
    history: history.map((one) => ({ ...one, enteredAt: utc(one.enteredAt), leftAt: maybe(one.leftAt), soonAt: maybe(one.soonAt), overdueAt: maybe(one.overdueAt) })),
    discountRequests: discountRequests.map((one) => ({ ...one, requestedAt: utc(one.requestedAt), concludedAt: maybe(one.concludedAt) })),
    activities: activities.map((one) => ({ ...one, at: utc(one.at) })),
    stages: stages.map(({ key, label, probability, milestone }) => ({ key, label, probability, milestone, met: milestones.some((met) => met.key === milestone.key) })),
  };
}

/** PostgreSQL writes instants into JSON with the zone of the session. */
const utc = (at: string): string => new Date(at).toISOString();
const maybe = (at: string | null): string | null => (at === null ? null : utc(at));
