import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { accountRemoved } from '@throughline/events/account-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { requireAccount } from '../account/account-access';
import { accountFact } from '../account/account-facts';
import { AccountRecords } from '../account/account-record.repository';
import { AccountStanding } from '../account/account-standing';

/** Removes an account that was made by mistake. Where anything hangs on it, it stays: a customer who leaves is recorded as such. */
@Injectable()
export class RemoveAccountCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly records: AccountRecords,
    private readonly standing: AccountStanding,
    private readonly outbox: Outbox,
  ) {}

  /** @throws account.not_found, account.in_use, access.denied, concurrency.version_mismatch */
  async execute({ accountId, version }: { accountId: string; version: number }, by: Principal): Promise<{ accountId: string }> {
    return this.transaction.run(async (tx) => {
      const account = await this.records.lock(tx, accountId);
      await requireAccount(tx, by, 'remove', account);
      account.requireVersion(version);
      account.enter('remove');
      await this.records.remove(tx, accountId);
      await this.standing.forget(tx, accountId);
      await this.outbox.append(tx, accountFact(accountRemoved, account, { name: account.name }));
      return { accountId };
    });
  }
}
