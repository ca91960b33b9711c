import { Injectable } from '@nestjs/common';
import type { VerbOf } from '@throughline/access/grants';
import type { Principal } from '@throughline/access/principal';
import type { DomainEvent } from '@throughline/events/event-definition';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { requireAccount } from './account-access';
import { AccountRecords } from './account-record.repository';
import { AccountStanding } from './account-standing';
import type { AccountState } from './account-state.dto';
import { accountState } from './account-state.dto';
import type { Account } from './account.entity';

export interface AccountChange {
  accountId: string;
  /** The version that the caller has seen. */
  version?: number | undefined;
}

/** The facts that a change brought about, in the order of its versions; none where nothing changed. */
export type Work = (account: Account, tx: Tx) => Promise<DomainEvent[]> | DomainEvent[];

/** How every command changes an account: lock, may he, has he seen it, the change itself, what follows for grade and visits, its facts. */
@Injectable()
export class AccountDesk {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly records: AccountRecords,
    private readonly standing: AccountStanding,
    private readonly outbox: Outbox,
  ) {}

  /** @throws account.not_found, access.denied, concurrency.version_mismatch, and what the work throws */
  async change({ accountId, version }: AccountChange, verb: VerbOf<'account'>, by: Principal, work: Work): Promise<AccountState> {
    return this.transaction.run(async (tx) => {
      const account = await this.records.lock(tx, accountId);
      await requireAccount(tx, by, verb, account);
      account.requireVersion(version);
      const facts = await work(account, tx);
      if (facts.length > 0) await this.finish(tx, account, facts);
      return accountState(account);
    });
  }

  /** An account that another command has just made: its owner is noted, it is graded, and its clock of visits begins to run. */
  async begin(tx: Tx, accountId: string): Promise<void> {
    const account = await this.records.lock(tx, accountId);
    await this.records.changeOwner(tx, [account], null, null);
    await this.finish(tx, account, []);
  }

  /** Grades a new or changed account, writes it, its line in the book and its facts. */
  async finish(tx: Tx, account: Account, facts: DomainEvent[]): Promise<void> {
    const consequences = await this.standing.settle(tx, [account]);
    await this.records.save(tx, account);
    await this.standing.watch(tx, [account]);
    await this.outbox.append(tx, [...facts, ...consequences]);
  }
}
