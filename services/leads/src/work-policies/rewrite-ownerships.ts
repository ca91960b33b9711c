import { Injectable } from '@nestjs/common';
import { policyOwnershipsRewritten } from '@throughline/events/policy-events';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { LeadDeadlines } from '../lead/lead.deadlines';
import type { LeadRules } from '../lead/lead-moments';
import type { Lead } from '../lead/lead.entity';
import type { PolicyApplication } from '../policy/policy-application.repository';
import { policyFact } from '../policy/policy-facts';
import type { PolicyLine } from '../policy/policy.repository';
import { PolicyRepository } from '../policy/policy.repository';
import { PoolRepository } from '../pool/pool.repository';
import type { PolicyFollower } from './follower';
import { BATCH, noteBatch } from './follower';
import { NewRules } from './new-rules';
import { OwnershipChangesRepository } from './ownership-changes.repository';

interface Batch {
  leads: readonly Lead[];
  /** Those of which something has changed. */
  taken: readonly Lead[];
  graced: number;
}

/**
 * Brings a version in force over running ownerships, one batch at a time: the ends that it moves are written, counted and announced together. Computed once
 * more, each keeps its version, and what comes next for it is what that says of it by the calendar there is now.
 */
@Injectable()
export class RewriteOwnerships implements PolicyFollower {
  /** A new ownership looks at the pool's version under the lock of the book. */
  readonly lags = false;

  constructor(
    private readonly ownerships: OwnershipChangesRepository,
    private readonly newRules: NewRules,
    private readonly policies: PolicyRepository,
    private readonly pools: PoolRepository,
    private readonly lines: LeadDeadlines,
    private readonly outbox: Outbox,
  ) {}

  async total(tx: Tx, { purpose, policyId, version }: PolicyApplication): Promise<number> {
    const poolIds = await this.ownerships.pools(tx, policyId);
    return purpose === 'recompute' ? this.ownerships.countOwned(tx, poolIds) : this.ownerships.count(tx, poolIds, version);
  }

  async batch(tx: Tx, line: PolicyLine, application: PolicyApplication): Promise<boolean> {
    const { purpose, policyId, version, behindPool, grandfathering } = application;
    const recompute = purpose === 'recompute';
    if (!recompute && grandfathering === 'keep') return false;
    const poolIds = (await this.ownerships.pools(tx, policyId)).filter((id) => behindPool === null || id >= behindPool);
    for (const poolId of poolIds) {
      const behind = poolId === behindPool ? application.behindRecord : null;
      const leads = recompute ? await this.ownerships.lockNextOwned(tx, poolId, behind, BATCH) : await this.ownerships.lockNext(tx, poolId, version, behind, BATCH);
      if (leads.length === 0) continue;
      await (recompute ? this.recount(tx, line, application, poolId, leads) : this.rewrite(tx, line, application, poolId, leads));
      application.behindPool = poolId;
      return true;
    }
    return false;
  }

  private async rewrite(tx: Tx, line: PolicyLine, application: PolicyApplication, poolId: string, leads: readonly Lead[]): Promise<void> {
    const pool = await this.pools.find(tx, poolId);
    const rules = await this.pools.rules(tx, pool, application.version);
    const { grandfathering, graceDays, startedAt } = application;
    const change = { grandfathering, graceDays, at: startedAt! };
    const { taken, graced } = await this.newRules.bringOver(tx, leads, application.policyId, rules, change);
    application.graced += graced;
    await Promise.all([
      taken.length > 0 ? this.lines.set(tx, poolId, taken, () => rules) : undefined,
      this.write(tx, line, application, { leads, taken, graced }),
    ]);
  }

  /** What comes next is written for all: a reminder may move where the end does not. */
  private async recount(tx: Tx, line: PolicyLine, application: PolicyApplication, poolId: string, leads: readonly Lead[]): Promise<void> {
    const pool = await this.pools.find(tx, poolId);
    const rules = new Map<number, LeadRules>();
    for (const version of new Set(leads.map(({ policyVersion }) => policyVersion))) rules.set(version, await this.pools.rules(tx, pool, version));
    const rulesOf = ({ policyVersion }: Lead) => rules.get(policyVersion)!;
    const taken = leads.filter((lead) => lead.recount(rulesOf(lead)));
    await Promise.all([this.lines.set(tx, poolId, leads, rulesOf), this.write(tx, line, application, { leads, taken, graced: 0 })]);
  }

  private async write(tx: Tx, line: PolicyLine, application: PolicyApplication, { leads, taken, graced }: Batch): Promise<void> {
    noteBatch(application, leads.map(({ id }) => id), taken.length);
    const { kind, policyId, version, id: applicationId, batches } = application;
    const data = { applicationId, kind, policyId, version, batch: batches, lookedAt: leads.length, kept: leads.length - taken.length, graced, ends: endsOf(taken) };
    const sequence = await this.policies.nextSequence(tx, line);
    await Promise.all([this.ownerships.save(tx, taken), this.outbox.append(tx, policyFact(policyOwnershipsRewritten, line, sequence, data))]);
  }
}

/** Thousands end at the same cut-off: each instant is named once. */
export function endsOf(leads: readonly Lead[]): { protectedUntil: string | null; leadIds: string[] }[] {
  const ends = new Map<string | null, string[]>();
  for (const { id, protectedUntil } of leads) {
    const at = protectedUntil?.toISOString() ?? null;
    ends.set(at, [...(ends.get(at) ?? []), id]);
  }
  return [...ends].map(([protectedUntil, leadIds]) => ({ protectedUntil, leadIds }));
}
