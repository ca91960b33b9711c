import { Injectable } from '@nestjs/common';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import { contractEnded } from '@throughline/events/contract-events';
import type { DomainEvent } from '@throughline/events/event-definition';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { ActReport } from '@throughline/process-contracts/clock';
import { ContractRepository } from '../contract/contract.repository';
import { termsBook } from '../contract/term-book';

/** Contracts that are ended in one transaction. */
const BATCH = 200;

/**
 * Ends every contract in force whose last day is over. Each is looked at again under its lock and each batch is one transaction, so it may be killed at
 * any point and run again; one that somebody is terminating this moment is left to him.
 */
@Injectable()
export class EndContracts {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly deadlines: DeadlineBooks,
    private readonly contracts: ContractRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @param heartbeat called after each batch */
  async execute(heartbeat: () => void = () => undefined): Promise<ActReport> {
    let ended = 0;
    for (;;) {
      const batch = await this.transaction.run((tx) => this.batch(tx));
      ended += batch;
      heartbeat();
      if (batch === 0) return { reminded: 0, ended, next: await this.deadlines.nextDue(termsBook) };
    }
  }

  private async batch(tx: Tx): Promise<number> {
    const due = await this.deadlines.due(tx, termsBook, BATCH);
    const contracts = due.length === 0 ? [] : await this.contracts.lockActive(tx, due.map(({ subjectId }) => subjectId));
    const facts: DomainEvent[] = [];
    for (const contract of contracts) {
      contract.expire(tx.now);
      const version = contract.nextSequence();
      await this.contracts.save(tx, contract);
      const { id, dealId, accountId, orgPath, currentVersion } = contract;
      const { endsOn } = await this.contracts.version(tx, id, currentVersion);
      const data = { contractId: id, dealId, accountId, endsOn: endsOn!, endedAt: tx.now.toISOString() };
      facts.push(contractEnded.of({ id, version, data, correlationId: dealId, orgPath }));
    }
    await this.deadlines.clear(tx, termsBook, contracts.map(({ id }) => id));
    if (facts.length > 0) await this.outbox.append(tx, facts);
    return contracts.length;
  }
}
