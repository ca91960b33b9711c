import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { KnownPerson } from '@throughline/access/people-book';
import { PeopleBook } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { v7 as uuidv7 } from 'uuid';
import { whyNotAssignable } from '../assign-lead/assignable';
import { assignedFact } from '../lead/lead-facts';
import { LeadDeadlines } from '../lead/lead.deadlines';
import type { Lead } from '../lead/lead.entity';
import { leadErrors } from '../lead/lead.errors';
import { LeadRepository } from '../lead/lead.repository';
import { OwnershipRepository } from '../ownership/ownership.repository';
import { PoolRepository } from '../pool/pool.repository';
import { AssignmentRepository } from './assignment.repository';
import type { Assignment, AssignRoundRobin } from './assign-round-robin.dto';
import { deal } from './round-robin';

interface Candidate {
  personId: string;
  person?: KnownPerson;
  whyNot?: string;
}

/** Leads written in one statement. */
const CHUNK = 1_000;

/**
 * Gives free leads of a pool to its sellers in turn. The position is a locked row, so it survives restarts and is exact however many assign at
 * once; every decision is kept with its candidates and why some were left out.
 */
@Injectable()
export class AssignRoundRobinCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: LeadRepository,
    private readonly pools: PoolRepository,
    private readonly people: PeopleBook,
    private readonly assignments: AssignmentRepository,
    private readonly ownerships: OwnershipRepository,
    private readonly deadlines: LeadDeadlines,
    private readonly outbox: Outbox,
  ) {}

  /** @throws pool.not_found, lead.nobody_to_assign, access.denied */
  async execute(command: AssignRoundRobin & { poolId: string }, by: Principal): Promise<Assignment> {
    access.require(by, 'assign', 'pool');
    return this.transaction.run(async (tx) => {
      const pool = await this.pools.find(tx, command.poolId);
      const candidates = await this.candidates(tx, command.people, by);
      const able = candidates.flatMap(({ person, whyNot }) => (person && whyNot === undefined ? [person] : []));
      if (able.length === 0) throw leadErrors.nobody_to_assign({ data: { candidates: candidates.map(({ personId, whyNot }) => ({ personId, whyNot })) } });
      const position = await this.assignments.lockPosition(tx, pool.id);
      const leads = await this.choose(tx, command);
      const rules = await this.pools.rules(tx, pool);
      const turns = deal(able, position, leads.length);
      leads.forEach((lead, at) => lead.assign(turns[at]!, rules, tx.now));
      const assignmentId = uuidv7();
      await this.write(tx, pool.id, leads, assignmentId, rules);
      const given = countBy(turns.map(({ personId }) => personId));
      const shown = candidates.map(({ personId, whyNot }) => ({ personId, given: given.get(personId) ?? 0, ...(whyNot !== undefined && { whyNot }) }));
      await this.assignments.keep(tx, { id: assignmentId, poolId: pool.id, strategy: command.strategy, by: by.personId, position, candidates: shown, leads: leads.length });
      const taken = new Set(leads.map(({ id }) => id));
      return { assignmentId, assigned: leads.length, skipped: (command.leadIds ?? []).filter((id) => !taken.has(id)), candidates: shown };
    });
  }

  private async candidates(tx: Tx, named: string[] | undefined, by: Principal): Promise<Candidate[]> {
    if (!named) {
      const people = await this.people.people(tx, { role: 'sales-rep' });
      return people.flatMap((person) => (whyNotAssignable(person, by) ? [] : [{ personId: person.personId, person }])).sort(byId);
    }
    const found: Candidate[] = [];
    for (const personId of new Set(named)) {
      const person = await this.people.person(tx, personId);
      const whyNot = person ? whyNotAssignable(person, by) : 'unknown';
      found.push({ personId, ...(person && { person }), ...(whyNot !== undefined && { whyNot }) });
    }
    return found.sort(byId);
  }

  private async choose(tx: Tx, { poolId, leadIds, count }: AssignRoundRobin & { poolId: string }): Promise<Lead[]> {
    if (leadIds === undefined) return this.leads.lockAvailable(tx, poolId, count!);
    const leads = await this.leads.lockFree(tx, leadIds);
    return leads.filter((lead) => lead.status === 'available' && lead.poolId === poolId);
  }

  private async write(tx: Tx, poolId: string, leads: Lead[], assignmentId: string, rules: Parameters<Lead['assign']>[1]): Promise<void> {
    for (let from = 0; from < leads.length; from += CHUNK) {
      const chunk = leads.slice(from, from + CHUNK);
      await Promise.all([
        this.leads.save(tx, chunk),
        this.ownerships.start(tx, chunk, { acquired: 'assigned', assignmentId }),
        this.deadlines.set(tx, poolId, chunk, () => rules),
        this.outbox.append(tx, chunk.map((lead) => assignedFact(lead, { strategy: 'round-robin', because: 'next in turn' }))),
      ]);
    }
  }
}

const byId = (a: Candidate, b: Candidate): number => (a.personId < b.personId ? -1 : 1);

function countBy(ids: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
