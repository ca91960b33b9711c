import { Injectable } from '@nestjs/common';
import type { KnownPerson } from '@throughline/access/people-book';
import { PeopleBook } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import { addWorkingTime } from '@throughline/calendar/working-time';
import type { Tx } from '@throughline/persistence/transaction';
import type { Decision } from '@throughline/policy/assignment';
import { decide } from '@throughline/policy/assignment';
import type { AssignmentPolicy } from '@throughline/policy/assignment-policy';
import { v7 as uuidv7 } from 'uuid';
import type { Lead } from '../lead/lead.entity';
import type { Taking } from '../ownership/take-ownership';
import { TakeOwnership } from '../ownership/take-ownership';
import type { Pool } from '../pool/pool.entity';
import { AssignmentBoards, leadToAssign } from './assignment-boards';
import type { LockedBoard } from './assignment-boards';
import { AssignmentLines } from './assignment-lines';
import { AssignmentLogRepository } from './assignment-log.repository';
import { CompanyOwnersRepository } from './company-owners.repository';
import { OfferRepository } from './offer.repository';
import type { PassedOn } from './offer.repository';

export interface Assigning {
  /** Under RingRepository.lock. */
  pool: Pool;
  /** Leads of the pool, locked; free, or to be taken from their owners. */
  leads: readonly Lead[];
  policy: AssignmentPolicy;
  by: Principal;
  /** What somebody asked for who has no policy. */
  strategy?: 'round-robin' | 'transfer';
  /** How the ownership of who had them ends, and why they are given away. */
  transferred?: { because?: string | undefined };
  /** Whether a lead that nobody can take now is looked at again when somebody can. */
  keepTrying: boolean;
  /** Who must not get a lead again, by lead: it has just been taken from him. */
  takenFrom?: ReadonlyMap<string, string>;
}
export interface Assigned {
  assignmentId: string;
  decisions: Decision[];
  /** Everybody who was considered: how many he was given, or why none. */
  candidates: { personId: string; given: number; whyNot?: string }[];
}

type Chains = ReadonlyMap<string, { chain: string; passedOn: PassedOn }>;

/** How a lead ended with whom it is taken from: he was not the last who is asked. */
const HANDED_ON = ['declined', 'answer-missed'];

/**
 * Gives leads out by a policy: decides by the pure rules under the locks of turns and room, and writes owners, turns, offers and the log of the
 * decisions in the caller's transaction.
 */
@Injectable()
export class Assigner {
  constructor(
    private readonly boards: AssignmentBoards,
    private readonly companies: CompanyOwnersRepository,
    private readonly people: PeopleBook,
    private readonly offers: OfferRepository,
    private readonly ownership: TakeOwnership,
    private readonly lines: AssignmentLines,
    private readonly log: AssignmentLogRepository,
  ) {}

  async assign(tx: Tx, { pool, leads, policy, by, strategy, keepTrying, takenFrom, transferred }: Assigning): Promise<Assigned> {
    const board = await this.boards.locked(tx, pool.id, policy, by);
    const owners = policy.rules.some(({ stickyByCompany }) => stickyByCompany) ? await this.companies.of(tx, leads) : new Map<string, string>();
    const handedOn = leads.filter(({ endReason }) => HANDED_ON.includes(endReason ?? ''));
    const chains: Chains = handedOn.length > 0 ? await this.offers.chains(tx, handedOn.map(({ id }) => id)) : new Map();
    const decisions = leads.map((lead) => decide(leadToAssign(lead, owners.get(lead.id), [...(chains.get(lead.id)?.passedOn ?? []), ...lost(takenFrom?.get(lead.id))]), policy, board));
    const assignmentId = uuidv7();
    const candidates = summary(decisions);
    await this.boards.save(tx, pool.id, board);
    // A gift names its assignment.
    await this.log.keep(tx, { id: assignmentId, poolId: pool.id, strategy: strategy ?? 'policy', ...(!strategy && { policy }), by: by.personId, candidates, decisions });
    const byId = new Map(leads.map((lead) => [lead.id, lead]));
    const chosen = decisions.filter((decision) => decision.chosen !== null).map((decision) => ({ decision, lead: byId.get(decision.leadId)! }));
    await this.give(tx, pool, chosen, { policy, board, chains, assignmentId, transferred });
    await this.leave(tx, pool, decisions.filter((decision) => decision.chosen === null).map((decision) => ({ decision, lead: byId.get(decision.leadId)! })), policy, assignmentId, keepTrying);
    return { assignmentId, decisions, candidates };
  }

  private async give(tx: Tx, pool: Pool, chosen: readonly Choice[], { policy, board, chains, assignmentId, transferred }: Context): Promise<void> {
    const { answer } = policy;
    const gifts = chosen.map(({ lead, decision }): Taking => {
      const to = board.people.get(decision.chosen!)!;
      const answerBy = answer && addWorkingTime(board.sellers.get(to.personId)!.calendar, tx.now, `PT${answer.withinWorkingHours}H`);
      const because = transferred?.because === undefined ? decision.because : `${transferred.because} (${decision.because})`;
      return { lead, to, strategy: decision.strategy!, because, ...(answerBy && { answerBy }) };
    });
    await this.ownership.take(tx, gifts, { assignmentId, ...(transferred && { endReason: 'transferred' as const }) });
    const offers = gifts.flatMap(({ lead, answerBy }) => (answerBy ? [{ lead, answerBy, chain: chains.get(lead.id)?.chain }] : []));
    if (offers.length > 0) {
      await this.offers.insert(tx, pool.id, offers);
      await this.lines.waitForAnswer(tx, pool.id, offers, answer!.withinWorkingHours);
    }
    await this.lines.clear(tx, pool.id, answer ? [] : chosen.map(({ lead }) => lead.id));
  }

  /** Nobody was found: looked at again when somebody can, else left in the pool or given to the manager of the last who was asked. */
  private async leave(tx: Tx, pool: Pool, left: readonly Choice[], policy: AssignmentPolicy, assignmentId: string, keepTrying: boolean): Promise<void> {
    if (left.length === 0) return;
    const waiting = left.flatMap(({ lead, decision: { lookAgainAt, because } }) => (lookAgainAt && keepTrying ? [{ lead, at: lookAgainAt, because }] : []));
    const over = left.filter(({ lead }) => !waiting.some((other) => other.lead === lead));
    await this.lines.lookAgain(tx, pool.id, waiting);
    await this.lines.clear(tx, pool.id, over.map(({ lead }) => lead.id));
    if (policy.answer?.whenNobodyIsLeft !== 'manager') return;
    const gifts: Taking[] = [];
    for (const { lead } of over) {
      const manager = HANDED_ON.includes(lead.endReason ?? '') ? await this.managerOf(tx, lead) : undefined;
      if (manager) gifts.push({ lead, to: manager, strategy: 'manager', because: 'nobody is left in line' });
    }
    await this.ownership.take(tx, gifts, { assignmentId });
  }

  private async managerOf(tx: Tx, { lastOwnerId }: Lead): Promise<KnownPerson | undefined> {
    return lastOwnerId === null ? undefined : this.people.managerOf(tx, lastOwnerId);
  }
}

interface Choice {
  decision: Decision;
  lead: Lead;
}
interface Context {
  policy: AssignmentPolicy;
  board: LockedBoard;
  chains: Chains;
  assignmentId: string;
  transferred: Assigning['transferred'];
}

/** Its protection ended with him. */
const lost = (personId: string | undefined) => (personId === undefined ? [] : [{ personId, because: 'had it' as const }]);

function summary(decisions: readonly Decision[]): Assigned['candidates'] {
  const people = new Map<string, { given: number; whyNot?: string }>();
  for (const { candidates, chosen } of decisions) {
    for (const { personId, whyNot } of candidates) {
      const { given = 0 } = people.get(personId) ?? {};
      people.set(personId, personId === chosen ? { given: given + 1 } : { given, ...(whyNot !== undefined && given === 0 && { whyNot }) });
    }
  }
  return [...people].map(([personId, rest]) => ({ personId, ...rest })).sort((a, b) => (a.personId < b.personId ? -1 : 1));
}
