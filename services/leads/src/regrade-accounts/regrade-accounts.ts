import { Injectable } from '@nestjs/common';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { AccountRecords } from '../account/account-record.repository';
import { ACCOUNT_POLICY } from '../account/account-rules';
import { AccountStanding } from '../account/account-standing';
import type { Account } from '../account/account.entity';
import { FollowerOfAll } from '../work-policies/follower';

/** Another policy of accounts is in force: every account is graded anew, and its visits are counted by the new cadence. */
@Injectable()
export class RegradeAccounts extends FollowerOfAll<Account> {
  readonly policyId = ACCOUNT_POLICY;
  /** Who grades an account reads the policy in force then. */
  readonly lags = false;

  constructor(
    private readonly records: AccountRecords,
    private readonly standing: AccountStanding,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  total(tx: Tx): Promise<number> {
    return this.records.count(tx);
  }

  protected lock(tx: Tx, behind: string | null, limit: number): Promise<Account[]> {
    return this.records.lockNext(tx, behind, limit);
  }

  protected judge(tx: Tx, accounts: Account[]): Promise<number> {
    return this.anew(tx, accounts);
  }

  /** Locked accounts. @returns how many have another grade */
  async anew(tx: Tx, accounts: Account[]): Promise<number> {
    const facts = await this.standing.settle(tx, accounts);
    await this.records.saveStanding(tx, accounts);
    await this.standing.watch(tx, accounts);
    await this.outbox.append(tx, facts);
    return facts.length;
  }
}
