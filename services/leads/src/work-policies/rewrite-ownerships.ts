import { Injectable } from '@nestjs/common';
import { policyOwnershipsRewritten } from '@throughline/events/policy-events';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { LeadDeadlines } from '../lead/lead.deadlines';
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

/** Brings a version in force over running ownerships, one batch at a time: the ends that it moves are written, counted and announced together. */
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

  async total(tx: Tx, { policyId, version }: PolicyApplication): Promise<number> {
    return this.ownerships.count(tx, await this.ownerships.pools(tx, policyId), version);
  }

  async batch(tx: Tx, line: PolicyLine, application: PolicyApplication): Promise<boolean> {
    const { policyId, version, behindPool, grandfathering } = application;
    if (grandfathering === 'keep') return false;
    const poolIds = (await this.ownerships.pools(tx, policyId)).filter((id) => behindPool === null || id >= behindPool);
    for (const poolId of poolIds) {
      const leads = await this.ownerships.lockNext(tx, poolId, version, poolId === behindPool ? application.behindRecord : null, BATCH);
      if (leads.length === 0) continue;
      await this.rewrite(tx, line, application, poolId, leads);
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
    const kept = leads.length - taken.length;
    noteBatch(application, leads.map(({ id }) => id), taken.length);
    application.graced += graced;
    const { kind, policyId, version, id: applicationId, batches } = application;
    const data = { applicationId, kind, policyId, version, batch: batches, lookedAt: leads.length, kept, graced, ends: endsOf(taken) };
    const sequence = await this.policies.nextSequence(tx, line);
    await Promise.all([
      this.ownerships.save(tx, taken),
      taken.length > 0 ? this.lines.set(tx, poolId, taken, () => rules) : undefined,
      this.outbox.append(tx, policyFact(policyOwnershipsRewritten, line, sequence, data)),
    ]);
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
