import { Injectable } from '@nestjs/common';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import type { Tx } from '@throughline/persistence/transaction';
import { books } from '@throughline/process-contracts/clock';
import type { LeadRules } from './lead-moments';
import type { Lead } from './lead.entity';

/** The line of each owned lead in the deadline book of its pool: written in the transaction of the fact that moves it. */
@Injectable()
export class LeadDeadlines {
  constructor(private readonly books: DeadlineBooks) {}

  /** Leads of one pool under the same rules: what comes next for each. */
  async set(tx: Tx, poolId: string, leads: readonly Lead[], rulesOf: (lead: Lead) => LeadRules): Promise<void> {
    const rows = leads.map((lead) => {
      const next = lead.nextMoment(rulesOf(lead))!;
      return { subjectId: lead.id, kind: next.kind, dueAt: next.at, because: next.because, version: lead.version };
    });
    if (rows.length > 0) await this.books.set(tx, books.pool(poolId), rows);
  }

  async clear(tx: Tx, poolId: string, leadIds: string[]): Promise<void> {
    if (leadIds.length > 0) await this.books.clear(tx, books.pool(poolId), leadIds);
  }
}
