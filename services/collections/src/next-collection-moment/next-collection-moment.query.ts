import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { nextDunningMoment, type DunningMoment } from '@throughline/policy/dunning-clock';
import type { CollectionMoment } from '@throughline/process-contracts/collections';
import type { CollectionCase } from '../collection-case/collection-case.entity';
import { CollectionCaseRepository } from '../collection-case/collection-case.repository';
import { DunningPolicyRepository } from '../collection-case/dunning-policy.repository';
import { LetterRepository, type OpenLine } from '../collection-case/letter.repository';
import { collectionMoment } from './collection-moment';

export interface Outlook {
  lines: OpenLine[];
  moment: DunningMoment | null;
}

/** What the customer is to be told next, and when, by the ladder that his case was opened with. */
@Injectable()
export class NextCollectionMomentQuery {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly cases: CollectionCaseRepository,
    private readonly letters: LetterRepository,
    private readonly policies: DunningPolicyRepository,
    private readonly people: PeopleBook,
  ) {}

  /** @throws collection_case.not_found */
  async execute(caseId: string): Promise<CollectionMoment> {
    return this.transaction.read(async (tx) => {
      const found = await this.cases.require(tx, caseId);
      return collectionMoment(found, await this.outlook(tx, found));
    });
  }

  /** The same inside somebody's transaction, with the lines it was decided on. By the calendar of this moment: a story asks as soon as it is another. */
  async outlook(tx: Tx, found: CollectionCase): Promise<Outlook> {
    if (!found.isOpen) return { lines: [], moment: null };
    const lines = await this.letters.openLines(tx, found.accountId);
    const policy = await this.policies.pinned(tx, found.policyId, found.policyVersion);
    return { lines, moment: nextDunningMoment({ lines, asOf: tx.now }, policy, await this.people.calendarNow(tx)) };
  }
}
