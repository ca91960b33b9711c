import { Injectable } from '@nestjs/common';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import type { DomainEvent } from '@throughline/events/event-definition';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { ActReport } from '@throughline/process-contracts/clock';
import { books } from '@throughline/process-contracts/clock';
import { RingRepository } from '../assignment/ring.repository';
import { recycledFact, unansweredFact, warnedFact } from '../lead/lead-facts';
import { LeadDeadlines } from '../lead/lead.deadlines';
import type { LeadRules } from '../lead/lead-moments';
import type { Lead } from '../lead/lead.entity';
import { LeadRepository } from '../lead/lead.repository';
import { OwnershipRepository } from '../ownership/ownership.repository';
import type { Pool } from '../pool/pool.entity';
import { PoolRepository } from '../pool/pool.repository';
import type { Passing } from './pass-on';
import { PassOn } from './pass-on';
import { ReminderRecipients } from './reminder-recipients';

/** Deadlines worked off in one transaction. */
const BATCH = 500;

/** What one batch does with its leads. */
interface Batch {
  warned: Lead[];
  recycled: Passing[];
  /** Their line in the book is older than an activity: it gets its new instant. */
  moved: Lead[];
  /** Nobody owns them any more: their line goes. */
  over: string[];
  facts: DomainEvent[];
}

/** Among what is due are leads for somebody else: turns are locked before leads, so the batch begins anew with them. */
class TurnsNeeded extends Error {}

/** One act: what it has done so far, in one line or in two side by side. */
class Act {
  reminded = 0;
  ended = 0;
  /** Turns are locked by every batch from now on: in one line, as they would wait for each other. */
  turns = false;
  /** One line has failed: the other one ends with its batch. */
  failed = false;
  private widen: (more: boolean) => void = () => undefined;
  /** Whether there is work for a second line. */
  readonly more = new Promise<boolean>((resolve) => (this.widen = resolve));

  constructor(
    readonly poolId: string,
    private readonly heartbeat: (done: number) => void,
  ) {}

  /** A batch was full: there is more behind it. */
  full(): void {
    this.widen(true);
  }

  /** The first line has come to its end. */
  over(): void {
    this.widen(false);
  }

  add({ reminded, ended }: { reminded: number; ended: number }): void {
    this.reminded += reminded;
    this.ended += ended;
    this.heartbeat(this.reminded + this.ended);
  }
}

/**
 * What the clock of a pool does when something is due: reminds owners, then takes back what was warned and not followed up, and passes it on where the
 * policy says so. Reminders come first, each row is looked at again under its lock, and each batch is one transaction, so it may be killed at any point
 * and run again.
 */
@Injectable()
export class RecycleLeadsCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly deadlines: DeadlineBooks,
    private readonly lines: LeadDeadlines,
    private readonly leads: LeadRepository,
    private readonly pools: PoolRepository,
    private readonly ownerships: OwnershipRepository,
    private readonly recipients: ReminderRecipients,
    private readonly rings: RingRepository,
    private readonly onward: PassOn,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @param heartbeat called after each batch with the number of leads dealt with so far
   * @returns what was done and the next instant of the book
   * @throws pool.not_found
   */
  async execute({ poolId }: { poolId: string }, heartbeat: (done: number) => void = () => undefined): Promise<ActReport> {
    const act = new Act(poolId, heartbeat);
    // Each locks rows that the other leaves out. While PostgreSQL works on one batch, the next is decided.
    const [first, second] = await Promise.allSettled([this.line(act).finally(() => act.over()), act.more.then((more) => (more ? this.line(act) : undefined))]);
    for (const line of [first, second]) if (line.status === 'rejected') throw line.reason;
    if (act.turns) await this.line(act);
    return { reminded: act.reminded, ended: act.ended, next: await this.deadlines.nextDue(books.pool(poolId)) };
  }

  /** Batch after batch, until nothing is due any more or turns are needed from now on. */
  private async line(act: Act): Promise<void> {
    const { turns } = act;
    while (act.turns === turns && !act.failed) {
      try {
        const batch = await this.transaction.run((tx) => this.batch(tx, act, turns));
        if (!batch) return;
        act.add(batch);
      } catch (error) {
        if (!(error instanceof TurnsNeeded)) {
          act.failed = true;
          throw error;
        }
        act.turns = true;
      }
    }
  }

  /** @returns undefined when nothing is due, or all that is due is being changed by somebody this moment */
  private async batch(tx: Tx, act: Act, turns: boolean): Promise<{ reminded: number; ended: number } | undefined> {
    const { poolId } = act;
    if (turns) await this.rings.lock(tx, poolId);
    const due = await this.deadlines.due(tx, books.pool(poolId), BATCH);
    if (due.length === 0) return undefined;
    if (due.length === BATCH) act.full();
    // Leads that a command holds are left for the next look: it may be waiting for this line of the book.
    const ids = due.map(({ subjectId }) => subjectId);
    const leads = await this.leads.lockFree(tx, ids);
    if (leads.length === 0) return undefined;
    const pool = await this.pools.find(tx, poolId);
    const rules = await this.rulesOf(tx, pool, leads);
    const batch: Batch = { warned: [], recycled: [], moved: [], over: [], facts: [] };
    for (const lead of leads) await this.decide(tx, lead, pool, rules(lead), batch);
    if (!turns && batch.recycled.some(({ to }) => to.to === 'reassign')) throw new TurnsNeeded();
    await this.write(tx, pool, batch, rules);
    return { reminded: batch.warned.length, ended: batch.recycled.length };
  }

  private async decide(tx: Tx, lead: Lead, pool: Pool, rules: LeadRules, batch: Batch): Promise<void> {
    const moment = lead.nextMoment(rules);
    if (!moment) {
      batch.over.push(lead.id);
    } else if (moment.at > tx.now) {
      batch.moved.push(lead);
    } else if (!moment.to) {
      lead.remind(moment.step!, tx.now);
      const recipients = await this.recipients.of(tx, lead.ownerId!, pool, moment.recipients!);
      batch.facts.push(moment.kind === 'respond' ? unansweredFact(lead, moment, recipients) : warnedFact(lead, moment, recipients));
      batch.warned.push(lead);
    } else {
      lead.recycle(pool.orgPath, tx.now);
      batch.facts.push(recycledFact(lead, moment, moment.to));
      batch.recycled.push({ lead, to: moment.to, because: moment.because });
    }
  }

  private async write(tx: Tx, pool: Pool, { warned, recycled, moved, over, facts }: Batch, rules: (lead: Lead) => LeadRules): Promise<void> {
    const taken = recycled.map(({ lead }) => lead);
    const gone = taken.map(({ id }) => id);
    await Promise.all([
      this.leads.saveReminded(tx, warned),
      this.leads.save(tx, taken),
      gone.length > 0 ? this.ownerships.end(tx, gone, 'recycled') : undefined,
      this.lines.set(tx, pool.id, [...warned, ...moved], rules),
      this.lines.clear(tx, pool.id, [...gone, ...over]),
      this.outbox.append(tx, facts),
    ]);
    await this.onward.pass(tx, pool, recycled);
  }

  private async rulesOf(tx: Tx, pool: Pool, leads: readonly Lead[]): Promise<(lead: Lead) => LeadRules> {
    const byVersion = new Map<number, LeadRules>();
    for (const { policyVersion } of leads) {
      if (!byVersion.has(policyVersion)) byVersion.set(policyVersion, await this.pools.rules(tx, pool, policyVersion));
    }
    return ({ policyVersion }) => byVersion.get(policyVersion)!;
  }
}
