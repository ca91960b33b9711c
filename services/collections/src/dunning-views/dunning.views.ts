import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { pageOf, parseCursor, type Page } from '@throughline/http/page';
import { Money } from '@throughline/money/money';
import type { Because } from '@throughline/policy/because';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { z } from 'zod';
import { caseErrors } from '../collection-case/collection-case.errors';
import { NextCollectionMomentQuery } from '../next-collection-moment/next-collection-moment.query';
import { dunningScope } from '../read-scope';
import type { DunningCase, DunningCaseWithLetters, DunningQuery } from './dunning.dto';

interface CaseRow {
  id: string;
  account_id: string;
  name: string;
  cycle: number;
  status: 'open' | 'closed';
  close_reason: 'paid' | 'cancelled' | null;
  opened_at: Date;
  closed_at: Date | null;
  version: number;
  letters: number;
  level: number;
  outstanding: { amount: string; currency: string }[];
}

interface LetterRow {
  id: string;
  step: string;
  level: number;
  currency: string;
  outstanding: string;
  because: Because;
  line_ids: string[];
  sent_at: Date;
}

const selectCases = `
  SELECT k.id, k.account_id, c.name, k.cycle, k.status, k.close_reason, k.opened_at, k.closed_at, k.version,
    (SELECT count(*)::int FROM dunning_letter d WHERE d.case_id = k.id) AS letters,
    (SELECT coalesce(max(d.level), 0) FROM dunning_letter d WHERE d.case_id = k.id) AS level,
    coalesce((SELECT json_agg(json_build_object('amount', o.amount::text, 'currency', o.currency))
      FROM (SELECT sum(l.outstanding) AS amount, l.currency FROM plan_line l
            WHERE l.account_id = k.account_id AND l.outstanding > 0 AND k.status = 'open' GROUP BY l.currency) o), '[]') AS outstanding
  FROM collection_case k JOIN customer c ON c.account_id = k.account_id`;

@Injectable()
export class DunningViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly next: NextCollectionMomentQuery,
  ) {}

  /** Newest cases first; keyset on the primary key. */
  async list(query: DunningQuery, by: Principal): Promise<Page<DunningCase>> {
    const after = parseCursor('dunning', query.cursor, z.tuple([z.uuid()]));
    return this.transaction.read(async (tx) => {
      const params: unknown[] = [query.status ?? null, query.accountId ?? null, after?.[0] ?? null];
      const scope = dunningScope(by, 'c', params.length + 1);
      params.push(...scope.params, query.limit + 1);
      const rows = await tx.query<CaseRow>(
        `${selectCases} WHERE ($1::text IS NULL OR k.status = $1) AND ($2::uuid IS NULL OR k.account_id = $2)
           AND ($3::uuid IS NULL OR k.id < $3) AND ${scope.sql} ORDER BY k.id DESC LIMIT $${params.length}`,
        params,
      );
      return pageOf('dunning', rows, query.limit, (last) => [last.id], caseAnswer);
    });
  }

  /** @throws collection_case.not_found */
  async one(id: string, by: Principal): Promise<DunningCaseWithLetters> {
    return this.transaction.read(async (tx) => {
      const scope = dunningScope(by, 'c', 2);
      const [row] = await tx.query<CaseRow>(`${selectCases} WHERE k.id = $1 AND ${scope.sql}`, [id, ...scope.params]);
      if (!row) throw caseErrors.not_found();
      const letters = await tx.query<LetterRow>(
        'SELECT * FROM dunning_letter WHERE case_id = $1 ORDER BY id',
        [id],
      );
      const { kind, at, because } = await this.next.execute(id);
      return { ...caseAnswer(row), sent: letters.map(letterAnswer), next: { kind, at, because } };
    });
  }
}

function caseAnswer(row: CaseRow): DunningCase {
  return {
    id: row.id,
    accountId: row.account_id,
    customerName: row.name,
    cycle: row.cycle,
    status: row.status,
    closeReason: row.close_reason,
    openedAt: row.opened_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    outstanding: row.outstanding.map((amount) => Money.from(amount).toJSON()),
    letters: row.letters,
    level: row.level,
    version: row.version,
  };
}

function letterAnswer(row: LetterRow) {
  return {
    id: row.id,
    step: row.step,
    level: row.level,
    outstanding: Money.of(row.outstanding, row.currency).toJSON(),
    because: row.because.text,
    reasons: row.because.reasons,
    lineIds: row.line_ids,
    sentAt: row.sent_at.toISOString(),
  };
}
