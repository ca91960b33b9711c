import { Injectable } from '@nestjs/common';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import type { Tx } from '@throughline/persistence/transaction';
import { books } from '@throughline/process-contracts/clock';
import type { Lead } from '../lead/lead.entity';
import { PolicyRepository } from '../policy/policy.repository';
import { PoolRepository } from '../pool/pool.repository';

/** Lines of the book `assignments:<pool>`: a lead that waits to be given out (`assign`), or for its owner's answer (`answer`). */
@Injectable()
export class AssignmentLines {
  constructor(
    private readonly books: DeadlineBooks,
    private readonly pools: PoolRepository,
    private readonly policies: PolicyRepository,
  ) {}

  /** Leads that have just come into the pool are given out by its clock, where its policy says so. */
  async arrived(tx: Tx, poolId: string, leadIds: readonly string[]): Promise<void> {
    const { assignmentPolicyId } = await this.pools.find(tx, poolId);
    if (assignmentPolicyId === null || leadIds.length === 0) return;
    const policy = await this.policies.rulesInForce(tx, 'assignment', assignmentPolicyId);
    if (policy?.start !== 'on-arrival') return;
    const because = { rule: 'arrival', text: 'came into the pool' };
    await this.books.set(tx, books.assignments(poolId), leadIds.map((subjectId) => ({ subjectId, kind: 'assign', dueAt: tx.now, because, version: 1 })));
  }

  async waitForAnswer(tx: Tx, poolId: string, offers: readonly { lead: Lead; answerBy: Date }[], hours: number): Promise<void> {
    const because = { rule: 'answer', text: `${hours} working hours to answer` };
    await this.books.set(tx, books.assignments(poolId), offers.map(({ lead, answerBy }) => ({ subjectId: lead.id, kind: 'answer', dueAt: answerBy, because, version: lead.version })));
  }

  async lookAgain(tx: Tx, poolId: string, waiting: readonly { lead: Lead; at: Date; because: string }[]): Promise<void> {
    const rows = waiting.map(({ lead, at, because: text }) => ({ subjectId: lead.id, kind: 'assign', dueAt: at, because: { rule: 'look-again', text }, version: lead.version }));
    await this.books.set(tx, books.assignments(poolId), rows);
  }

  /** Nothing is waited for any more. */
  async clear(tx: Tx, poolId: string, leadIds: string[]): Promise<void> {
    await this.books.clear(tx, books.assignments(poolId), leadIds);
  }
}
