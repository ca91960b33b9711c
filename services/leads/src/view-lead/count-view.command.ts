import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { mayView, quotaWindows } from '@throughline/policy/claim-rules';
import type { LeadRules } from '../lead/lead-moments';
import { leadErrors } from '../lead/lead.errors';

/** Counts looks at the cards of a pool's free leads, so that nobody reads a pool from end to end. A lead counts once a day. */
@Injectable()
export class CountViewCommand {
  constructor(private readonly transaction: TransactionRunner) {}

  /** @throws lead.quota_used_up with the rule `views-per-day` and when it is allowed again */
  async execute({ leadId, poolId }: { leadId: string; poolId: string }, { policy, calendar }: LeadRules, by: Principal): Promise<void> {
    if (policy.claim.viewsPerDay === undefined) return;
    await this.transaction.run(async (tx) => {
      const windows = quotaWindows(tx.now, calendar);
      const viewed = await lockViewed(tx, by.personId, poolId, windows.dayFrom);
      const seenToday = viewed.includes(leadId);
      const answer = mayView({ viewedToday: viewed.length, seenToday, windows, viewer: by }, policy);
      if (!answer.ok) throw refusal(answer);
      if (!seenToday) await tx.query('UPDATE view_quota SET lead_ids = lead_ids || $3::uuid WHERE person_id = $1 AND pool_id = $2', [by.personId, poolId, leadId]);
    });
  }
}

/** Leads that he has looked at since local midnight; the row stays locked, so looks of one person at one pool are counted one by one. */
async function lockViewed(tx: Tx, personId: string, poolId: string, dayFrom: Date): Promise<string[]> {
  const [row] = await tx.query<{ leadIds: string[] }>(
    `INSERT INTO view_quota AS q (person_id, pool_id, day_from, lead_ids) VALUES ($1, $2, $3, '{}')
     ON CONFLICT (person_id, pool_id) DO UPDATE SET lead_ids = CASE WHEN q.day_from = $3 THEN q.lead_ids ELSE '{}' END, day_from = $3
     RETURNING lead_ids AS "leadIds"`,
    [personId, poolId, dayFrom],
  );
  return row!.leadIds;
}

function refusal({ rule, limit, allowedAt }: Extract<ReturnType<typeof mayView>, { ok: false }>) {
  const again = allowedAt.toISOString();
  return leadErrors.quota_used_up({ detail: `You may look at ${limit} free leads of this pool a day. It is allowed again at ${again}.`, data: { rule, limit, allowedAt: again } });
}
