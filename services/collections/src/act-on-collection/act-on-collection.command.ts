import { Injectable } from '@nestjs/common';
import { reminderSuppressed } from '@throughline/events/collection-events';
import type { DomainEvent } from '@throughline/events/event-definition';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { CollectionMoment } from '@throughline/process-contracts/collections';
import type { CollectionCase } from '../collection-case/collection-case.entity';
import { CollectionCaseRepository } from '../collection-case/collection-case.repository';
import { LetterRepository } from '../collection-case/letter.repository';
import type { Customer } from '../customer/customer.entity';
import { CustomerRepository } from '../customer/customer.repository';
import { collectionMoment } from '../next-collection-moment/collection-moment';
import { NextCollectionMomentQuery, type Outlook } from '../next-collection-moment/next-collection-moment.query';
import { PaymentPlanRepository } from '../payment-plan/payment-plan.repository';
import { collectorTask, type CollectorTask } from './collector-task';
import { letterFacts, lettersOf, overdueFacts } from './dunning-letters';

export interface ActOnCollection {
  caseId: string;
  /** Of the case, as the moment was asked for. */
  version: number;
}

/**
 * Writes to a customer what is due by now. Everything is read again under his lock, which every payment takes too: what was paid a moment
 * ago is not reminded of. Asked again with the same version it answers the same and sends nothing.
 */
@Injectable()
export class ActOnCollectionCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly customers: CustomerRepository,
    private readonly cases: CollectionCaseRepository,
    private readonly plans: PaymentPlanRepository,
    private readonly letters: LetterRepository,
    private readonly next: NextCollectionMomentQuery,
    private readonly outbox: Outbox,
  ) {}

  /** @throws collection_case.not_found */
  async execute({ caseId, version }: ActOnCollection): Promise<{ next: CollectionMoment; task?: CollectorTask }> {
    return this.transaction.run(async (tx) => {
      const { accountId } = await this.cases.require(tx, caseId);
      const customer = await this.customers.lock(tx, accountId);
      const collectionCase = await this.cases.require(tx, caseId);
      let outlook = await this.next.outlook(tx, collectionCase);

      if (collectionCase.version === version && isDue(outlook, tx.now)) {
        const events: DomainEvent[] = [];
        // Late after an outage: a reminder and a level may have come due together.
        while (isDue(outlook, tx.now)) {
          events.push(...(await this.write(tx, collectionCase, outlook, version)));
          outlook = await this.next.outlook(tx, collectionCase);
        }
        collectionCase.touch();
        await this.cases.update(tx, collectionCase);
        await this.outbox.append(tx, events);
      } else if (collectionCase.version !== version && !isDue(outlook, tx.now)) {
        await this.suppress(tx, collectionCase, version);
      }
      const task = await this.taskAskedFor(tx, customer, caseId, version, outlook);
      return { next: collectionMoment(collectionCase, outlook), ...(task && { task }) };
    });
  }

  private async write(tx: Tx, collectionCase: CollectionCase, { moment, lines }: Outlook, askedVersion: number): Promise<DomainEvent[]> {
    const letters = lettersOf(collectionCase, moment!, lines, askedVersion);
    const named = lines.filter(({ id }) => moment!.lineIds.includes(id));
    const plans = moment!.level ? await this.plans.byIds(tx, named.map(({ planId }) => planId)) : [];
    const events: DomainEvent[] = [];
    for (const letter of letters) {
      await this.letters.send(tx, letter);
      events.push(...overdueFacts(letter, named, plans), ...letterFacts(collectionCase, letter));
    }
    for (const plan of plans) await this.plans.update(tx, plan);
    return events;
  }

  /** The moment was asked for, and what it was about has been paid since, unless a repeated act finds its own letters. */
  private async suppress(tx: Tx, collectionCase: CollectionCase, askedVersion: number): Promise<void> {
    const { id: caseId, accountId, cycle } = collectionCase;
    if (await this.letters.wasSent(tx, caseId, askedVersion)) return;
    const reason = collectionCase.isOpen ? 'what the customer owes has changed' : 'paid';
    if (!(await this.letters.suppressOnce(tx, caseId, askedVersion, reason))) return;
    const version = collectionCase.nextFact();
    await this.outbox.append(tx, reminderSuppressed.of({ id: caseId, version, data: { caseId, cycle, accountId, step: 'next letter', reason } }));
    await this.cases.update(tx, collectionCase);
  }

  private async taskAskedFor(tx: Tx, customer: Customer, caseId: string, askedVersion: number, { lines }: Outlook): Promise<CollectorTask | undefined> {
    const letter = await this.letters.taskLetter(tx, caseId, askedVersion);
    return letter && collectorTask(customer, letter, lines[0]?.dealId ?? null);
  }
}

function isDue({ moment }: Outlook, now: Date): boolean {
  return moment !== null && moment.at <= now;
}
