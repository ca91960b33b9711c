import { Injectable } from '@nestjs/common';
import { systemPrincipal } from '@throughline/access/principal';
import type { Dealt } from '@throughline/deadlines/deadline-books';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import type { Tx } from '@throughline/persistence/transaction';
import type { ActReport } from '@throughline/process-contracts/clock';
import { books } from '@throughline/process-contracts/clock';
import { Assigner } from '../assignment/assigner';
import { AssignmentLines } from '../assignment/assignment-lines';
import { HandBack } from '../assignment/hand-back';
import type { Offer } from '../assignment/offer.repository';
import { OfferRepository } from '../assignment/offer.repository';
import { RingRepository } from '../assignment/ring.repository';
import { standingOf } from '../assignment/standing-offer';
import type { Lead } from '../lead/lead.entity';
import { LeadRepository } from '../lead/lead.repository';
import { PolicyRepository } from '../policy/policy.repository';
import type { Pool } from '../pool/pool.entity';
import { PoolRepository } from '../pool/pool.repository';

/** Lines worked off in one transaction. */
const BATCH = 500;
const clock = systemPrincipal('lead-assignment');

/** What one batch finds under the locks of its leads. */
interface Found {
  free: Lead[];
  missed: { lead: Lead; offer: Offer }[];
  acted: Offer[];
  void: Offer[];
  /** Their line goes. */
  over: string[];
}

/**
 * What the clock of a pool's assignments does when something is due: gives out what has come in, and hands on what was not answered. Each lead is looked at
 * again under its lock and each batch is one transaction, so it may be killed at any point and run again.
 */
@Injectable()
export class WorkAssignmentsCommand {
  constructor(
    private readonly deadlines: DeadlineBooks,
    private readonly leads: LeadRepository,
    private readonly pools: PoolRepository,
    private readonly policies: PolicyRepository,
    private readonly rings: RingRepository,
    private readonly offers: OfferRepository,
    private readonly handBack: HandBack,
    private readonly assigner: Assigner,
    private readonly lines: AssignmentLines,
  ) {}

  /**
   * @param heartbeat called after each batch with the number of leads dealt with so far
   * @returns `ended`: leads given out or handed on; and the next instant of the book
   * @throws pool.not_found
   */
  execute({ poolId }: { poolId: string }, heartbeat?: (done: number) => void): Promise<ActReport> {
    return this.deadlines.work(books.assignments(poolId), (tx) => this.batch(tx, poolId), heartbeat);
  }

  private async batch(tx: Tx, poolId: string): Promise<Dealt | undefined> {
    // Before the lines: who assigns holds the turns and waits for lines.
    await this.rings.lock(tx, poolId);
    const due = await this.deadlines.due(tx, books.assignments(poolId), BATCH);
    if (due.length === 0) return undefined;
    const leads = await this.leads.lockFree(tx, due.map(({ subjectId }) => subjectId));
    if (leads.length === 0) return undefined;
    const pool = await this.pools.find(tx, poolId);
    const policy = pool.assignmentPolicyId === null ? undefined : await this.policies.rulesInForce(tx, 'assignment', pool.assignmentPolicyId);
    const found = this.sort(leads, pool, await this.offers.open(tx, leads.map(({ id }) => id)), tx.now, policy !== undefined);
    await this.offers.close(tx, found.acted.map(({ id }) => id), 'acted');
    await this.offers.close(tx, found.void.map(({ id }) => id), 'void');
    await this.lines.clear(tx, poolId, found.over);
    await this.handBack.missed(tx, pool, found.missed);
    const toGive = [...found.free, ...found.missed.map(({ lead }) => lead)];
    if (!policy || toGive.length === 0) return { ended: 0 };
    await this.assigner.assign(tx, { pool, leads: toGive, policy, by: clock, keepTrying: true });
    return { ended: toGive.filter(({ ownerId }) => ownerId !== null).length };
  }

  private sort(leads: readonly Lead[], pool: Pool, offers: ReadonlyMap<string, Offer>, now: Date, hasPolicy: boolean): Found {
    const found: Found = { free: [], missed: [], acted: [], void: [], over: [] };
    for (const lead of leads) {
      const offer = offers.get(lead.id);
      const standing = offer && standingOf(offer, lead);
      // Without rules nobody is next: whoever has it keeps it.
      if (offer && (standing === 'void' || !hasPolicy)) found.void.push(offer);
      if (offer && standing === 'open' && offer.answerBy <= now && hasPolicy) {
        found.missed.push({ lead, offer });
        continue;
      }
      if (offer && standing === 'acted' && hasPolicy) found.acted.push(offer);
      if (lead.status === 'available' && lead.poolId === pool.id && hasPolicy) found.free.push(lead);
      else found.over.push(lead.id);
    }
    return found;
  }
}
