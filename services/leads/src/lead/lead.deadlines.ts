import { Injectable } from '@nestjs/common';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import type { HeldBook } from '@throughline/deadlines/deadline-books';
import type { NewDeadline } from '@throughline/deadlines/deadline-row';
import type { Tx } from '@throughline/persistence/transaction';
import { books } from '@throughline/process-contracts/clock';
import { PoolRepository } from '../pool/pool.repository';
import type { LeadRules } from './lead-moments';
import type { Lead } from './lead.entity';

/** The line of each owned lead in the deadline book of its pool: written in the transaction of the fact that moves it. */
@Injectable()
export class LeadDeadlines {
  constructor(
    private readonly books: DeadlineBooks,
    private readonly pools: PoolRepository,
  ) {}

  /** What comes next for each of these leads of one pool; the line of a lead whose clock stands still goes. */
  async set(tx: Tx, poolId: string, leads: readonly Lead[], rulesOf: (lead: Lead) => LeadRules): Promise<void> {
    const rows: NewDeadline[] = [];
    const still: string[] = [];
    for (const lead of leads) {
      const next = nextOf(lead, rulesOf(lead));
      if (next) rows.push(next);
      else still.push(lead.id);
    }
    const begun = leads.filter((lead) => lead.begun).map((lead) => rulesOf(lead).policy);
    // Sent together, run one after the other: the version is looked at when the book is held, so that no change of the rules overlooks a lead.
    await Promise.all([
      rows.length > 0 ? this.books.set(tx, books.pool(poolId), rows) : begun.length > 0 ? this.books.hold(tx, books.pool(poolId)) : undefined,
      begun.length > 0 ? this.pools.requireInForce(tx, poolId, begun) : undefined,
      this.clear(tx, poolId, still),
    ]);
  }

  /** For `begin`: from here on the rules of the pool stay those that it has, which are these. @throws a conflict, as `requireInForce` does */
  async hold(tx: Tx, poolId: string, { policy }: LeadRules): Promise<HeldBook> {
    const [held] = await Promise.all([this.books.hold(tx, books.pool(poolId)), this.pools.requireInForce(tx, poolId, [policy])]);
    return held;
  }

  /** `set` for one lead whose ownership begins under the held book. */
  async begin(tx: Tx, held: HeldBook, lead: Lead, rules: LeadRules): Promise<void> {
    const next = nextOf(lead, rules);
    await (next ? this.books.setHeld(tx, held, next) : this.clear(tx, lead.poolId, [lead.id]));
  }

  async clear(tx: Tx, poolId: string, leadIds: string[]): Promise<void> {
    if (leadIds.length > 0) await this.books.clear(tx, books.pool(poolId), leadIds);
  }
}

function nextOf(lead: Lead, rules: LeadRules): NewDeadline | undefined {
  const next = lead.nextMoment(rules);
  return next && { subjectId: lead.id, kind: next.kind, dueAt: next.at, because: next.because, version: lead.version };
}
