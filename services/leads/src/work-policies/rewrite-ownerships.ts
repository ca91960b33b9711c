import { Injectable } from '@nestjs/common';
import { policyOwnershipsRewritten } from '@throughline/events/policy-events';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { transition } from '@throughline/policy/grandfathering';
import { LeadDeadlines } from '../lead/lead.deadlines';
import type { KeptReset, LeadRules } from '../lead/lead-moments';
import { factsOf } from '../lead/lead-moments';
import type { Lead } from '../lead/lead.entity';
import { ActivityHistory, factsUnder, pastActivity, sameResets } from '../policy/facts-under';
import type { PolicyApplication } from '../policy/policy-application.repository';
import { policyFact } from '../policy/policy-facts';
import type { PolicyLine } from '../policy/policy.repository';
import { PolicyRepository } from '../policy/policy.repository';
import { PoolRepository } from '../pool/pool.repository';
import { OwnershipChangesRepository } from './ownership-changes.repository';

/** Ownerships looked at in one transaction. */
export const BATCH = 500;

/** Brings a version in force over running ownerships, one batch at a time: the ends that it moves are written, counted and announced together. */
@Injectable()
export class RewriteOwnerships {
  constructor(
    private readonly ownerships: OwnershipChangesRepository,
    private readonly activities: ActivityHistory,
    private readonly policies: PolicyRepository,
    private readonly pools: PoolRepository,
    private readonly lines: LeadDeadlines,
    private readonly outbox: Outbox,
  ) {}

  /** Policy and application are locked; progress is written into the application. @returns false when there is nothing left to look at */
  async batch(tx: Tx, line: PolicyLine, application: PolicyApplication): Promise<boolean> {
    const { policyId, version, behindPool } = application;
    const poolIds = (await this.ownerships.pools(tx, policyId)).filter((id) => behindPool === null || id >= behindPool);
    for (const poolId of poolIds) {
      const leads = await this.ownerships.lockNext(tx, poolId, version, poolId === behindPool ? application.behindLead : null, BATCH);
      if (leads.length === 0) continue;
      await this.rewrite(tx, line, application, poolId, leads);
      Object.assign(application, { behindPool: poolId, behindLead: leads.at(-1)!.id });
      return true;
    }
    return false;
  }

  private async rewrite(tx: Tx, line: PolicyLine, application: PolicyApplication, poolId: string, leads: readonly Lead[]): Promise<void> {
    const pool = await this.pools.find(tx, poolId);
    const rules = await this.pools.rules(tx, pool, application.version);
    const taken: Lead[] = [];
    let graced = 0;
    for (const { lead, resets, grace, takes } of await this.decide(tx, application, rules, leads)) {
      if (!takes) continue;
      lead.policyVersion = application.version;
      lead.resets = resets;
      if (grace) lead.grace = { since: grace.since.toISOString(), until: grace.until.toISOString() };
      if (grace) graced += 1;
      lead.refresh(rules);
      taken.push(lead);
    }
    const kept = leads.length - taken.length;
    application.lookedAt += leads.length;
    application.rewritten += taken.length;
    application.kept += kept;
    application.graced += graced;
    application.batches += 1;
    const { kind, policyId, version, id: applicationId, batches } = application;
    const data = { applicationId, kind, policyId, version, batch: batches, lookedAt: leads.length, kept, graced, ends: endsOf(taken) };
    const sequence = await this.policies.nextSequence(tx, line);
    await Promise.all([
      this.ownerships.save(tx, taken),
      taken.length > 0 ? this.lines.set(tx, poolId, taken, () => rules) : undefined,
      this.outbox.append(tx, policyFact(policyOwnershipsRewritten, line, sequence, data)),
    ]);
  }

  /** What the change means for each of the leads, as a preview tells it. */
  private async decide(tx: Tx, application: PolicyApplication, { policy, calendar }: LeadRules, leads: readonly Lead[]) {
    const before = new Map<number, LeadRules['policy']>();
    for (const { policyVersion } of leads) {
      if (!before.has(policyVersion)) before.set(policyVersion, await this.policies.rules(tx, 'lead', policy.id, policyVersion));
    }
    const counted = leads.filter(({ policyVersion }) => !sameResets(before.get(policyVersion)!, policy)).map(({ id }) => id);
    const history = counted.length > 0 ? await this.activities.ofOwned(tx, counted) : new Map<string, never[]>();
    const recount = new Set(counted);
    const change = { grandfathering: application.grandfathering, graceDays: application.graceDays, at: application.startedAt! };
    return leads.map((lead) => {
      const facts = factsOf(lead);
      const done = (history.get(lead.id) ?? []).map((row) => pastActivity(row, lead.ownerId!));
      const after = recount.has(lead.id) ? factsUnder(facts, done, policy) : facts;
      const { takes, grace } = transition({ policy: before.get(lead.policyVersion)!, facts }, { policy, facts: after }, change, calendar);
      const resets = (after.resets ?? []).map((reset) => ({ ...reset, at: reset.at.toISOString() }) as KeptReset);
      return { lead, takes, grace, resets };
    });
  }
}

/** Thousands end at the same cut-off: each instant is named once. */
function endsOf(leads: readonly Lead[]): { protectedUntil: string | null; leadIds: string[] }[] {
  const ends = new Map<string | null, string[]>();
  for (const { id, protectedUntil } of leads) {
    const at = protectedUntil?.toISOString() ?? null;
    ends.set(at, [...(ends.get(at) ?? []), id]);
  }
  return [...ends].map(([protectedUntil, leadIds]) => ({ protectedUntil, leadIds }));
}
