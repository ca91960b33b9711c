import { Injectable } from '@nestjs/common';
import { because } from '@throughline/policy/because';
import { PeopleBook } from '@throughline/access/people-book';
import { atLocal } from '@throughline/calendar/working-time';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import type { ClockBook } from '@throughline/deadlines/deadline-row';
import type { Tx } from '@throughline/persistence/transaction';
import { books } from '@throughline/process-contracts/clock';
import { queues } from '@throughline/process-contracts/queues';
import { workflowIds, workflowTypes } from '@throughline/process-contracts/workflow-ids';
import type { ContractTerm } from './contract.changes';
import type { Contract } from './contract.entity';

/** The one book of all contracts in force. */
export const termsBook = books.terms('contracts');

/** The book with its clock, for the module to register. */
export const contractsClock = (tenant: string): ClockBook => ({
  book: termsBook,
  workflowId: workflowIds.contractTerm(tenant, 'contracts'),
  workflowType: workflowTypes.contractTerm,
  queue: queues.contracts,
});

/** When the contracts in force end. */
@Injectable()
export class TermBook {
  constructor(
    private readonly deadlines: DeadlineBooks,
    private readonly people: PeopleBook,
  ) {}

  /** Before its event. @returns the end of the last day of the term in the company's calendar; null where it has none */
  async watch(tx: Tx, { id, version }: Contract, { endsOn }: ContractTerm): Promise<Date | null> {
    if (endsOn === null) return null;
    const endsAt = atLocal(await this.people.calendar(tx), endsOn, '24:00');
    await this.deadlines.set(tx, termsBook, [{ subjectId: id, kind: 'end', dueAt: endsAt, because: because('term', 'term-ends', { on: endsOn }), version }]);
    return endsAt;
  }

  async forget(tx: Tx, contractId: string): Promise<void> {
    await this.deadlines.clear(tx, termsBook, [contractId]);
  }
}
