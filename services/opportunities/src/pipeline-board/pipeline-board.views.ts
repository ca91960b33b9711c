import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { monthAfter } from '@throughline/calendar/months';
import { pageOf, parseCursor } from '@throughline/http/page';
import type { Page } from '@throughline/http/page';
import { Money } from '@throughline/money/money';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { StagePolicy } from '@throughline/policy/stage-policy';
import { z } from 'zod';
import { opportunityErrors } from '../opportunity/opportunity.errors';
import { allPipelines, pipelineAsked } from '../opportunity/pipelines';
import { dealsAsked, type Conditions } from './deals-asked';
import { movesOf } from './next-move';
import type { Board, BoardCard, BoardQuery, PipelineAnswer, StageCardsQuery } from './pipeline-board.dto';
import { sumsOf } from './pipeline-sums';
import type { StageSum } from './pipeline-sums';

const cursorKeys = z.tuple([z.iso.datetime(), z.uuid()]);
const listOf = (stage: string): string => `pipeline-stage:${stage}`;

/** What still moves in a pipeline, by stage: open ones, and won ones until the customer has accepted. Each read within what the caller may see. */
@Injectable()
export class PipelineBoardViews {
  constructor(private readonly transaction: TransactionRunner) {}

  pipelines(): { items: PipelineAnswer[] } {
    return { items: allPipelines().map((pipeline) => ({ key: pipeline.id, stages: pipeline.stages.map(stageHead) })) };
  }

  /** @throws opportunity.unknown_pipeline, people_book.unknown_unit */
  async board(key: string, query: BoardQuery, by: Principal): Promise<Board> {
    const pipeline = pipelineAsked(key);
    return this.transaction.read(async (tx) => {
      const where = await conditions(tx, pipeline, query, by);
      const sums = await tx.query<SumRow>(sumsSql(where), [...where.params, tx.now]);
      const front = cardsStatement(where, pipeline.stages.map(({ key: stage }) => stage), query.cards);
      const cards = await tx.query<CardRow>(front.sql, front.params);
      const stages = pipeline.stages.map((stage) => {
        const own = sums.filter((row) => row.stage === stage.key);
        const page = pageOf(listOf(stage.key), cards.filter((row) => row.stage === stage.key), query.cards, cursorKeysOf, (row) => card(row, pipeline, tx.now));
        const total = (field: 'count' | 'soon' | 'overdue'): number => own.reduce((sum, row) => sum + row[field], 0);
        return { ...stageHead(stage), count: total('count'), soon: total('soon'), overdue: total('overdue'), sums: sumsOf(pipeline, own), cards: page.items, ...(page.next && { next: page.next }) };
      });
      return { pipeline: pipeline.id, asOf: tx.now.toISOString(), stages, sums: sumsOf(pipeline, sums) };
    });
  }

  /** Those longest in the stage first, so the late ones lead. @throws opportunity.unknown_pipeline, opportunity.unknown_stage, people_book.unknown_unit */
  async stage(key: string, stage: string, query: StageCardsQuery, by: Principal): Promise<Page<BoardCard>> {
    const pipeline = pipelineAsked(key);
    if (!pipeline.stages.some((one) => one.key === stage)) throw opportunityErrors.unknown_stage({ field: 'stage', data: { stages: pipeline.stages.map((one) => one.key) } });
    const after = parseCursor(listOf(stage), query.cursor, cursorKeys);
    return this.transaction.read(async (tx) => {
      const where = await conditions(tx, pipeline, query, by);
      const { sql, params } = cardsStatement(where, [stage], query.limit, after);
      const rows = await tx.query<CardRow>(sql, params);
      return pageOf(listOf(stage), rows, query.limit, cursorKeysOf, (row) => card(row, pipeline, tx.now));
    });
  }
}

/** What still moves. */
export async function conditions(tx: Tx, pipeline: StagePolicy, query: Omit<BoardQuery, 'cards'>, by: Principal): Promise<Conditions> {
  const asked = await dealsAsked(tx, pipeline.id, query, by);
  const params = [...asked.params];
  const narrower = [
    ...(query.clock ? [`${watched} AND EXISTS (SELECT FROM stage_period late WHERE late.opportunity_id = o.id AND late.left_at IS NULL AND late.overdue_at <= $${params.push(tx.now)})`] : []),
    ...(query.closing ? [`o.status = 'open' AND o.expected_close_on >= $${params.push(`${query.closing}-01`)}::date AND o.expected_close_on < $${params.push(`${monthAfter(query.closing, 1)}-01`)}::date`] : []),
  ];
  return { sql: [`o.status <> 'lost' AND o.finished_at IS NULL AND ${asked.sql}`, ...narrower].join(' AND '), params };
}

// Between its win and its contract nobody is late with a deal (StageBook.stopWatching).
const watched = "(o.status = 'open' OR o.stage = 'implementation')";

const sumsSql = ({ sql, params }: Conditions): string => {
  const now = `$${params.length + 1}::timestamptz`;
  return `SELECT o.stage, o.currency, o.status = 'won' AS won, count(*)::int AS count, sum(o.amount)::text AS amount,
      count(*) FILTER (WHERE ${watched} AND p.overdue_at <= ${now})::int AS overdue,
      count(*) FILTER (WHERE ${watched} AND p.soon_at <= ${now} AND p.overdue_at > ${now})::int AS soon
    FROM opportunity o LEFT JOIN stage_period p ON p.opportunity_id = o.id AND p.left_at IS NULL
    WHERE ${sql} GROUP BY o.stage, o.currency, o.status = 'won'`;
};

/** One card more than `limit` of each stage: for each a walk along the front of the index opportunity_board. */
export function cardsStatement({ sql, params }: Conditions, stagesAsked: string[], limitAsked: number, after?: [string, string]): Conditions {
  const [stages, limit, at, id] = [1, 2, 3, 4].map((n) => `$${params.length + n}`);
  const text = `SELECT card.*, person.name AS "ownerName", p.soon_at AS "soonAt", p.overdue_at AS "overdueAt",
      ARRAY(SELECT m.key FROM opportunity_milestone m WHERE m.opportunity_id = card.id) AS met
    FROM unnest(${stages}::text[]) AS wanted(stage)
    CROSS JOIN LATERAL (
      SELECT o.id, o.account_id AS "accountId", o.account_name AS "accountName", o.owner_id AS "ownerId", o.product, o.status, o.stage,
        jsonb_build_object('amount', o.amount::text, 'currency', o.currency) AS amount, o.expected_close_on::text AS "expectedCloseOn",
        o.stage_entered_at AS "stageEnteredAt", ${watched} AS watched, o.version
      FROM opportunity o WHERE o.stage = wanted.stage AND ${sql} AND (${at}::timestamptz IS NULL OR (o.stage_entered_at, o.id) > (${at}, ${id}::uuid))
      ORDER BY o.stage_entered_at, o.id LIMIT ${limit}) AS card
    LEFT JOIN known_person person ON person.id = card."ownerId"
    LEFT JOIN stage_period p ON p.opportunity_id = card.id AND p.left_at IS NULL
    ORDER BY card."stageEnteredAt", card.id`;
  return { sql: text, params: [...params, stagesAsked, limitAsked + 1, after?.[0] ?? null, after?.[1] ?? null] };
}

type SumRow = StageSum & { count: number; soon: number; overdue: number };
type CardRow = Omit<BoardCard, 'stageEnteredAt' | 'clock' | 'milestones' | 'next'> & { stageEnteredAt: Date; soonAt: Date | null; overdueAt: Date | null; watched: boolean; met: string[] };

const cursorKeysOf = ({ stageEnteredAt, id }: CardRow): [string, string] => [stageEnteredAt.toISOString(), id];

function card({ stageEnteredAt, soonAt, overdueAt, watched: late, met, ...row }: CardRow, pipeline: StagePolicy, now: Date): BoardCard {
  const state = overdueAt && overdueAt <= now ? 'overdue' : soonAt && soonAt <= now ? 'soon' : 'in-time';
  const clock = late && soonAt && overdueAt ? { state, soonAt: soonAt.toISOString(), overdueAt: overdueAt.toISOString() } as const : null;
  return { ...row, amount: Money.from(row.amount).toJSON(), stageEnteredAt: stageEnteredAt.toISOString(), clock, ...movesOf(pipeline, row.stage, met) };
}

const stageHead = ({ key, label, probability, milestone, expectedWorkingDays }: StagePolicy['stages'][number]) => ({ key, label, probability, milestone, expectedWorkingDays });
