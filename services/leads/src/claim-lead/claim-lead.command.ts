import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import type { HeldBook } from '@throughline/deadlines/deadline-books';
import { concurrencyErrors } from '@throughline/errors/common-errors';
import { leadClaimed } from '@throughline/events/lead-events';
import { Outbox } from '@throughline/messaging/outbox';
import { currentContext } from '@throughline/observability/context';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { mayClaim, quotaWindows } from '@throughline/policy/claim-rules';
import { exemptionOf } from '@throughline/policy/lead-rules';
import { openTo } from '../lead/lead-access';
import { LeadDeadlines } from '../lead/lead.deadlines';
import type { LeadRules } from '../lead/lead-moments';
import { factsOf } from '../lead/lead-moments';
import type { Lead } from '../lead/lead.entity';
import { leadErrors } from '../lead/lead.errors';
import { LeadRepository } from '../lead/lead.repository';
import { PoolRepository } from '../pool/pool.repository';
import type { ClaimedLead } from './claim-lead.dto';
import type { BegunClaim } from './claim.repository';
import { ClaimRepository } from './claim.repository';
import { claimRefused, refusedByStatus } from './claim-refusal';

export interface ClaimLead {
  leadId: string;
}

/**
 * Takes a lead from its pool. Of many at once exactly one succeeds; each other hears which rule refused and when it would be allowed.
 *
 * Most of a rush loses, so an unlocked look turns losers away in one round trip. Whoever goes on locks his quota, then the lead, and looks again.
 * Five round trips: look, begin, lock and read, write, commit.
 */
@Injectable()
export class ClaimLeadCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: LeadRepository,
    private readonly pools: PoolRepository,
    private readonly claims: ClaimRepository,
    private readonly deadlines: LeadDeadlines,
    private readonly outbox: Outbox,
  ) {}

  /** @throws lead.not_found, lead.already_claimed, lead.not_claimable, lead.frozen, lead.cooling_down, lead.quota_used_up, concurrency.busy, access.denied */
  async execute({ leadId }: ClaimLead, by: Principal): Promise<ClaimedLead> {
    access.require(by, 'claim', 'lead');
    const seen = await this.leads.peek(leadId);
    if (!seen) throw leadErrors.not_found();
    // Under an idempotency key the winner's own repetition must reach his stored answer, so only the transaction may refuse him; as it must whoever
    // may not know of every lead.
    if (seen.status !== 'available' && !currentContext().idempotency && access.takesInAll(by, 'claim', 'lead')) throw refusedByStatus(seen.status);
    return this.transaction.run((tx) => this.within(tx, leadId, seen.poolId, by));
  }

  /** In a transaction that is open; refused, it must be undone, its count of the quota with it. @throws as `execute` does */
  async within(tx: Tx, leadId: string, poolId: string, by: Principal): Promise<ClaimedLead> {
    const pool = await this.pools.find(tx, poolId);
    const rules = await this.pools.rules(tx, pool);
    const windows = quotaWindows(tx.now, rules.calendar);
    const { cap } = rules.policy.claim;
    // Sent together, run one after the other: quota, lead, book of the pool, in the order in which all verbs lock them.
    const [begun, held] = await Promise.all([
      this.claims.begin(tx, { leadId, poolId: pool.id, claimer: by, windows, cap }),
      this.deadlines.hold(tx, pool.id, rules),
    ]);
    const { lead, used, owned } = begun;
    // A pool is open to its unit: whoever is outside does not learn what lies in it.
    if (!openTo(by, pool.orgPath) || !access.takesIn(by, 'claim', 'lead', lead)) throw leadErrors.not_found();
    // It has gone to another pool since it was looked at.
    if (lead.poolId !== pool.id) throw concurrencyErrors.busy();
    if (pool.status !== 'open') throw leadErrors.not_claimable({ data: { rule: 'pool-closed' } });
    if (lead.status !== 'available') throw refusedByStatus(lead.status);
    const answer = mayClaim(
      {
        now: tx.now,
        windows,
        claimer: by,
        claimedToday: used.today,
        claimedThisWeek: used.thisWeek,
        owned,
        ownedOverall: begun.ownedOverall,
        notCounted: takesNoRoom(lead, rules),
        pooledAt: lead.poolSince,
        ownedUntil: begun.ownedUntil,
        wasLastOwner: lead.lastOwnerId === by.personId,
        teamOwnedUntil: begun.teamOwnedUntil,
      },
      rules.policy,
    );
    if (!answer.ok) throw claimRefused(answer);
    lead.claim(by, rules, tx.now);
    await this.write(tx, held, lead, rules);
    return claimedLead(lead, rules, begun);
  }

  private async write(tx: Tx, held: HeldBook, lead: Lead, rules: LeadRules): Promise<void> {
    await Promise.all([
      this.claims.write(tx, lead),
      this.deadlines.begin(tx, held, lead, rules),
      this.outbox.append(tx, claimedEvent(lead)),
    ]);
  }
}

function claimedEvent(lead: Lead) {
  return leadClaimed.of({
    id: lead.id,
    version: lead.version,
    correlationId: lead.id,
    orgPath: lead.orgPath,
    data: { leadId: lead.id, poolId: lead.poolId, ownerId: lead.ownerId!, protectedUntil: lead.protectedUntil?.toISOString() ?? null, because: lead.because! },
  });
}

/** Whether the lead, once owned, would be of a kind that the cap does not count. */
function takesNoRoom(lead: Lead, { policy }: LeadRules): boolean {
  const { notCounted } = policy.claim.cap;
  return (lead.keyAccount && notCounted.includes('key-account')) || (notCounted.includes('exempt') && exemptionOf({ ...factsOf(lead), pauses: [] }, policy) !== undefined);
}

function claimedLead(lead: Lead, rules: LeadRules, { used, owned }: BegunClaim): ClaimedLead {
  const { claim } = rules.policy;
  const left = (limit: number, taken: number): number => Math.max(0, limit - taken);
  return {
    leadId: lead.id,
    poolId: lead.poolId,
    ownerId: lead.ownerId!,
    version: lead.version,
    protectedUntil: lead.protectedUntil?.toISOString() ?? null,
    because: lead.because!,
    quotaLeft: {
      today: left(claim.perDay, used.today + 1),
      thisWeek: left(claim.perWeek, used.thisWeek + 1),
      owned: left(claim.cap.inPool, owned + (takesNoRoom(lead, rules) ? 0 : 1)),
    },
  };
}
