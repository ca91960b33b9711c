import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import { systemPrincipal } from '@throughline/access/principal';
import type { Tx } from '@throughline/persistence/transaction';
import type { AssignmentPolicy } from '@throughline/policy/assignment-policy';
import { assignmentPolicySchema } from '@throughline/policy/assignment-policy';
import type { OnDue } from '@throughline/policy/lead-policy';
import type { Because } from '@throughline/policy/because';
import { Assigner } from '../assignment/assigner';
import type { Lead } from '../lead/lead.entity';
import type { Taking } from '../ownership/take-ownership';
import { TakeOwnership } from '../ownership/take-ownership';
import { PolicyRepository } from '../policy/policy.repository';
import type { Pool } from '../pool/pool.entity';

const clock = systemPrincipal('lead-clock');

/** A lead that has just been taken from its owner, free and saved. */
export interface Passing {
  lead: Lead;
  to: OnDue;
  because: Because;
}

/**
 * Where leads go whose protection has ended, or that nobody answered: to the manager of who had them, or to somebody else by a strategy, in the
 * transaction that took them. Where there is nobody they stay in the pool.
 */
@Injectable()
export class PassOn {
  constructor(
    private readonly people: PeopleBook,
    private readonly policies: PolicyRepository,
    private readonly assigner: Assigner,
    private readonly ownership: TakeOwnership,
  ) {}

  /** With a `reassign` among them the caller holds the pool's turns (RingRepository.lock). */
  async pass(tx: Tx, pool: Pool, passings: readonly Passing[]): Promise<void> {
    await this.toManagers(tx, passings.filter(({ to }) => to.to === 'manager'));
    const byStrategy = new Map<string, Lead[]>();
    for (const { lead, to } of passings) if (to.to === 'reassign') byStrategy.set(to.strategy, [...(byStrategy.get(to.strategy) ?? []), lead]);
    for (const [strategy, leads] of byStrategy) await this.reassign(tx, pool, strategy, leads);
  }

  private async toManagers(tx: Tx, passings: readonly Passing[]): Promise<void> {
    const managers = new Map<string, Awaited<ReturnType<PeopleBook['managerOf']>>>();
    const takings: Taking[] = [];
    for (const { lead, because } of passings) {
      const from = lead.lastOwnerId!;
      if (!managers.has(from)) managers.set(from, await this.people.managerOf(tx, from));
      const manager = managers.get(from);
      if (manager) takings.push({ lead, to: manager, strategy: 'manager', because: because.text });
    }
    await this.ownership.take(tx, takings);
  }

  private async reassign(tx: Tx, pool: Pool, strategy: string, leads: Lead[]): Promise<void> {
    const rules = pool.assignmentPolicyId === null ? undefined : await this.policies.rulesInForce(tx, 'assignment', pool.assignmentPolicyId);
    const policy = (rules && narrowed(rules, strategy)) ?? plain(strategy, pool);
    if (!policy) return;
    const takenFrom = new Map(leads.map((lead) => [lead.id, lead.lastOwnerId!]));
    await this.assigner.assign(tx, { pool, leads, policy, by: clock, keepTrying: rules?.start === 'on-arrival', takenFrom });
  }
}

/** The rule with this key, for whatever leads it is meant; else all rules whose strategy is of this kind. */
function narrowed(policy: AssignmentPolicy, strategy: string): AssignmentPolicy | undefined {
  const named = policy.rules.filter(({ key }) => key === strategy).map((rule) => ({ ...rule, when: {} }));
  const rules = named.length > 0 ? named : policy.rules.filter((rule) => rule.strategy.kind === strategy);
  return rules.length > 0 ? { ...policy, rules } : undefined;
}

/** What needs no rules: everybody of the pool's unit in turn, or whoever owns the fewest leads. */
function plain(strategy: string, pool: Pool): AssignmentPolicy | undefined {
  if (strategy !== 'round-robin' && strategy !== 'least-loaded') return undefined;
  return assignmentPolicySchema.parse({
    kind: 'assignment', id: strategy, version: 1, effectiveFrom: '2026-01-01', author: 'Throughline', reason: 'Protection ended',
    onShiftOnly: false,
    rules: [{ key: strategy, strategy: { kind: strategy, among: { unit: pool.orgPath } } }],
  });
}
