import { Injectable } from '@nestjs/common';
import type { opportunityOpened } from '@throughline/events/opportunity-events';
import type { Tx } from '@throughline/persistence/transaction';
import type { z } from 'zod';

/** What is not given stays as it is. */
export interface DealChange {
  status?: 'open' | 'won' | 'lost';
  stage?: string;
  amount?: { amount: string; currency: string };
  ownerId?: string;
  closedAt?: Date | null;
  lostReason?: string | null;
}

/** Deals of customers, as the opportunities service told of them. */
@Injectable()
export class FollowedDeals {
  /** @returns the account; undefined where it was known */
  async open(tx: Tx, deal: z.infer<typeof opportunityOpened.data>, at: Date, sequence: number): Promise<string | undefined> {
    const [row] = await tx.query<{ accountId: string }>(
      `INSERT INTO account_deal (deal_id, account_id, owner_id, product, stage, status, amount, currency, expected_close_on, opened_at, sequence)
       VALUES ($1, $2, $3, $4, $5, 'open', $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING RETURNING account_id AS "accountId"`,
      [deal.opportunityId, deal.accountId, deal.ownerId, deal.product, deal.stage, deal.amount.amount, deal.amount.currency, deal.expectedCloseOn, at, sequence],
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
      ['closed_at', change.closedAt],
      ['lost_reason', change.lostReason],
    ];
    const given = columns.filter(([, value]) => value !== undefined);
    const assignments = given.map(([column], at) => `${column} = $${at + 3}, `).join('');
    const rows = await tx.query<{ accountId: string }>(
      `WITH told AS (UPDATE account_deal SET ${assignments}sequence = $2 WHERE deal_id = $1 AND sequence < $2 RETURNING account_id)
       SELECT account_id AS "accountId" FROM told`,
      [dealId, sequence, ...given.map(([, value]) => value)],
    );
    return rows[0]?.accountId;
  }
}
