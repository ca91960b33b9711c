import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import type { NewDeadline } from '@throughline/deadlines/deadline-row';
import { poolEmptied } from '@throughline/events/pool-events';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { books } from '@throughline/process-contracts/clock';
import { AssignmentLines } from '../assignment/assignment-lines';
import { movedFact } from '../lead/lead-facts';
import { LeadDeadlines } from '../lead/lead.deadlines';
import type { Lead } from '../lead/lead.entity';
import type { Pool } from '../pool/pool.entity';
import { PoolRepository } from '../pool/pool.repository';
import { BATCH } from '../work-policies/follower';
import { NewRules } from '../work-policies/new-rules';
import { MovedLeadsRepository } from './moved-leads.repository';

/** The line of a closed pool in the book of the policy clock. */
export function movingLine({ id, version }: Pool, at: Date): NewDeadline {
  const because = { rule: 'pool-closed', text: 'its leads go to another pool' };
  return { subjectId: `close:${id}`, kind: 'move-leads', dueAt: at, because, version };
}

/**
 * Moves the leads of closed pools to where they go, in batches that each commit: killed at any point it goes on with those that are left. A free lead
 * waits there; an owned one stays with its owner and takes the rules there, as running ownerships take a new version.
 */
@Injectable()
export class MovePoolLeads {
  /** Milliseconds (wall clock) for which other processes may still take leads into a pool that they remember as open, and some. */
  forgottenAfter = 2_500;

  constructor(
    private readonly transaction: TransactionRunner,
    private readonly pools: PoolRepository,
    private readonly leads: MovedLeadsRepository,
    private readonly newRules: NewRules,
    private readonly lines: LeadDeadlines,
    private readonly assignments: AssignmentLines,
    private readonly deadlines: DeadlineBooks,
    private readonly outbox: Outbox,
  ) {}

  /** @param heartbeat called after each batch with the number of leads moved so far */
  async execute(heartbeat: (moved: number) => void): Promise<void> {
    let moved = 0;
    const closed = await this.transaction.read((tx) => this.leads.waiting(tx));
    for (const poolId of closed) {
      const begun = Date.now();
      for (let settled = false; ; ) {
        const batch = await this.transaction.run((tx) => this.batch(tx, poolId, settled));
        heartbeat((moved += batch));
        if (batch > 0) continue;
        if (settled) break;
        await pause(Math.max(0, begun + this.forgottenAfter - Date.now()));
        settled = true;
      }
    }
  }

  /** @returns how many leads were moved; 0: none is left */
  private async batch(tx: Tx, poolId: string, settled: boolean): Promise<number> {
    const from = await this.pools.fresh(tx, poolId);
    if (from.leadsTo === null) return 0;
    const to = await this.pools.fresh(tx, from.leadsTo);
    const leads = await this.leads.lockNext(tx, poolId, BATCH);
    if (leads.length === 0) {
      if (settled) await this.end(tx, from, to);
      return 0;
    }
    await this.move(tx, leads, from, to);
    await this.leads.count(tx, poolId, leads.length);
    return leads.length;
  }

  private async move(tx: Tx, leads: readonly Lead[], from: Pool, to: Pool): Promise<void> {
    const rules = await this.pools.rules(tx, to);
    const owned = leads.filter(({ status }) => status === 'owned');
    const change = { grandfathering: 'none', graceDays: from.leadsGraceDays, at: tx.now } as const;
    await this.newRules.bringOver(tx, owned, from.policyId, rules, change);
    for (const lead of leads) {
      lead.move(to);
      // Its rules must be those that are in force there when the book is held.
      lead.begun = lead.status === 'owned';
    }
    const ids = leads.map(({ id }) => id);
    await this.leads.save(tx, leads);
    await this.lines.clear(tx, from.id, ids);
    // What was to be answered needs no answer any more: whoever has it keeps it.
    await this.assignments.clear(tx, from.id, ids);
    await this.leads.voidOffers(tx, ids);
    if (owned.length > 0) await this.lines.set(tx, to.id, owned, () => rules);
    await this.assignments.arrived(tx, to.id, leads.filter(({ status }) => status === 'available').map(({ id }) => id));
    await this.outbox.append(tx, leads.map((lead) => movedFact(lead, from.id)));
  }

  private async end(tx: Tx, from: Pool, to: Pool): Promise<void> {
    await this.deadlines.clear(tx, books.policies(), [movingLine(from, tx.now).subjectId]);
    await this.pools.change(tx, from, {});
    await this.outbox.append(tx, poolEmptied.of({ id: from.id, version: from.version, orgPath: from.orgPath, data: { poolId: from.id, leadsTo: to.id, moved: from.leadsMoved } }));
  }
}
