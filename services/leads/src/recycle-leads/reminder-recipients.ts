import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import type { Tx } from '@throughline/persistence/transaction';
import type { LeadReminder } from '@throughline/policy/lead-clock';
import type { Pool } from '../pool/pool.entity';

/** Milliseconds (wall clock) for which a line of people is kept: a batch reminds the same owners hundreds of times. */
const KEPT = 5_000;

/** Who is told that a lead is about to go back: its owner, his manager, who looks after the pool. */
@Injectable()
export class ReminderRecipients {
  private known = new Map<string, string[]>();
  private since = 0;

  constructor(private readonly people: PeopleBook) {}

  /** Ids of people, each once, the owner first. */
  async of(tx: Tx, ownerId: string, pool: Pool, kinds: LeadReminder['recipients']): Promise<string[]> {
    if (Date.now() - this.since > KEPT) {
      this.known = new Map();
      this.since = Date.now();
    }
    const key = `${ownerId} ${pool.id} ${kinds.join(' ')}`;
    const recipients = this.known.get(key) ?? (await this.find(tx, ownerId, pool, kinds));
    this.known.set(key, recipients);
    return recipients;
  }

  private async find(tx: Tx, ownerId: string, pool: Pool, kinds: LeadReminder['recipients']): Promise<string[]> {
    const ids = new Set<string>();
    if (kinds.includes('owner')) ids.add(ownerId);
    if (kinds.includes('manager')) {
      const manager = await this.people.managerOf(tx, ownerId);
      if (manager) ids.add(manager.personId);
    }
    if (kinds.includes('pool-admin')) {
      const named = pool.administrators.length > 0 ? pool.administrators : (await this.people.people(tx, { role: 'sales-head', unitPath: pool.orgPath })).map(({ personId }) => personId);
      for (const personId of named) ids.add(personId);
    }
    return [...ids];
  }
}
