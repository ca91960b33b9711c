import { Injectable } from '@nestjs/common';
import type { opportunityOpened } from '@throughline/events/opportunity-events';
import type { Tx } from '@throughline/persistence/transaction';
import type { z } from 'zod';

/** What is not given stays as it is. */
export interface DealChange {
  status?: 'open' | 'won' | 'lost';
  stage?: string;
  /** The stages that it is at or past, where it is told; else the stage is added to those known, or those after it are taken back. */
  passed?: string[] | undefined;
  amount?: { amount: string; currency: string };
  ownerId?: string;
  /** Of the unit that it belongs to. */
  orgPath?: string;
  closedAt?: Date | null;
  lostReason?: string | null;
}

/** $3: the stages as told; $4: the stage that it entered. A stage that was passed already: it went back to it. */
const passedSql = `CASE WHEN $3::text[] IS NOT NULL THEN $3::text[] WHEN $4::text IS NULL THEN passed
  WHEN $4::text = ANY (passed) THEN passed[1:array_position(passed, $4::text)] ELSE passed || $4::text END`;

/** Deals of customers, as the opportunities service told of them. */
@Injectable()
export class FollowedDeals {
  /** @returns the account; undefined where it was known */
  async open(tx: Tx, deal: z.infer<typeof opportunityOpened.data>, at: Date, sequence: number): Promise<string | undefined> {
    const [row] = await tx.query<{ accountId: string }>(
      `INSERT INTO account_deal (deal_id, account_id, owner_id, org_path, product, stage, passed, status, amount, currency, expected_close_on, opened_at, sequence)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING RETURNING account_id AS "accountId"`,
      [deal.opportunityId, deal.accountId, deal.ownerId, deal.orgPath, deal.product, deal.stage, deal.passed ?? [deal.stage], deal.amount.amount, deal.amount.currency, deal.expectedCloseOn, at, sequence],
    );
    return row?.accountId;
  }

  /** @returns the account; undefined where the deal is unknown or the fact is not newer than what is known */
  async change(tx: Tx, dealId: string, change: DealChange, sequence: number): Promise<string | undefined> {
    const columns: [string, unknown][] = [
      ['status', change.status],
      ['stage', change.stage],
      ['amount', change.amount?.amount],
      ['currency', change.amount?.currency],
      ['owner_id', change.ownerId],
      ['org_path', change.orgPath],
      ['closed_at', change.closedAt],
      ['lost_reason', change.lostReason],
    ];
    const given = columns.filter(([, value]) => value !== undefined);
    const assignments = given.map(([column], at) => `${column} = $${at + 5}, `).join('');
    const rows = await tx.query<{ accountId: string }>(
      `WITH told AS (UPDATE account_deal SET ${assignments}sequence = $2, passed = ${passedSql} WHERE deal_id = $1 AND sequence < $2 RETURNING account_id)
       SELECT account_id AS "accountId" FROM told`,
      [dealId, sequence, change.passed ?? null, change.stage ?? null, ...given.map(([, value]) => value)],
    );
    return rows[0]?.accountId;
  }
}
