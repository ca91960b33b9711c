import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { Deal } from './deal.entity';
import type { DealFact } from './deal.facts';

/** A fact with the name under which it counts once. */
export interface NamedFact { key: string; fact: DealFact }

@Injectable()
export class DealRepository {
  /** The deal under lock; made where this is the first word of it, which may come from another service than the lead's. */
  async lock(tx: Tx, id: string): Promise<Deal> {
    const fresh = Deal.unheardOf(id, tx.now);
    const [row] = await tx.query<{ id: string; sequence: number; state: Deal['state']; updated_at: Date }>(
      `INSERT INTO deal (id, sequence, state, updated_at) VALUES ($1, 0, $2, $3)
       ON CONFLICT (id) DO UPDATE SET id = excluded.id RETURNING id, sequence, state, updated_at`,
      [id, JSON.stringify(fresh.state), tx.now],
    );
    return row ? Object.assign(fresh, { sequence: row.sequence, state: row.state, updatedAt: row.updated_at }) : fresh;
  }

  /** Adds facts that are new, and answers with all that wait, in order of arrival. A fact known already is left alone. */
  async addAndListWaiting(tx: Tx, dealId: string, facts: NamedFact[]): Promise<NamedFact[]> {
    await tx.query(
      `INSERT INTO deal_fact (deal_id, key, fact)
       SELECT $1, fact->>'key', fact->'fact' FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS given (fact, place) ORDER BY place
       ON CONFLICT (deal_id, key) DO NOTHING`,
      [dealId, JSON.stringify(facts)],
    );
    return tx.query<NamedFact>('SELECT key, fact FROM deal_fact WHERE deal_id = $1 AND released_at IS NULL ORDER BY arrived', [dealId]);
  }

  async save(tx: Tx, deal: Deal, released: NamedFact[]): Promise<void> {
    await tx.query(
      'UPDATE deal_fact SET released_at = $3 WHERE deal_id = $1 AND key = ANY ($2::text[])',
      [deal.id, released.map(({ key }) => key), tx.now],
    );
    await tx.query('UPDATE deal SET sequence = $2, state = $3, updated_at = $4, story_over = $5 WHERE id = $1', [
      deal.id, deal.sequence, JSON.stringify(deal.state), tx.now, deal.state.storyOver,
    ]);
  }

  /** All that was heard of a deal, in order of arrival. */
  async facts(tx: Tx, dealId: string): Promise<DealFact[]> {
    const rows = await tx.query<{ fact: DealFact }>('SELECT fact FROM deal_fact WHERE deal_id = $1 ORDER BY arrived', [dealId]);
    return rows.map(({ fact }) => fact);
  }

  /** Deals whose story must be running, by id. */
  async openDeals(tx: Tx, after: string | null, limit: number): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM deal WHERE NOT story_over AND sequence > 0 AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2`,
      [after, limit],
    );
    return rows.map(({ id }) => id);
  }

  async openAmong(tx: Tx, ids: string[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }>('SELECT id FROM deal WHERE NOT story_over AND sequence > 0 AND id = ANY ($1::uuid[])', [ids]);
    return rows.map(({ id }) => id);
  }

  /** Which plans of which deals a receipt was allocated to: the bank's reversal names only the receipt. */
  plansOfReceipt(tx: Tx, receiptId: string): Promise<{ dealId: string; planId: string }[]> {
    return tx.query(
      `SELECT DISTINCT deal_id AS "dealId", fact->>'planId' AS "planId" FROM deal_fact
       WHERE fact->>'receiptId' = $1 AND fact->>'type' = 'money-received' ORDER BY 1, 2`,
      [receiptId],
    );
  }
}
