import { Injectable } from '@nestjs/common';
import type { Dealt } from '@throughline/deadlines/deadline-books';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import { contractEnded } from '@throughline/events/contract-events';
import type { DomainEvent } from '@throughline/events/event-definition';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import type { ActReport } from '@throughline/process-contracts/clock';
import { ContractRepository } from '../contract/contract.repository';
import { termsBook } from '../contract/term-book';

/** Contracts that are ended in one transaction. */
const BATCH = 200;

/**
 * Ends every contract in force whose last day is over. Each is looked at again under its lock; one that somebody is terminating this moment is left to
 * him.
 */
@Injectable()
export class EndContracts {
  constructor(
    private readonly deadlines: DeadlineBooks,
    private readonly contracts: ContractRepository,
    private readonly outbox: Outbox,
  ) {}

  execute(heartbeat?: (done: number) => void): Promise<ActReport> {
    return this.deadlines.work(termsBook, (tx) => this.batch(tx), heartbeat);
  }

  private async batch(tx: Tx): Promise<Dealt | undefined> {
    const due = await this.deadlines.due(tx, termsBook, BATCH);
    const contracts = due.length === 0 ? [] : await this.contracts.lockActive(tx, due.map(({ subjectId }) => subjectId));
    if (contracts.length === 0) return undefined;
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
    await this.outbox.append(tx, facts);
    return { ended: contracts.length };
  }
}
