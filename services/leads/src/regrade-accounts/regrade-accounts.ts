import { Injectable } from '@nestjs/common';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { AccountRecords } from '../account/account-record.repository';
import { ACCOUNT_POLICY } from '../account/account-rules';
import { AccountStanding } from '../account/account-standing';
import type { PolicyApplication } from '../policy/policy-application.repository';
import type { PolicyLine } from '../policy/policy.repository';
import type { PolicyFollower } from '../work-policies/follower';
import { BATCH, noteBatch } from '../work-policies/follower';

/** Another policy of accounts is in force: every account is graded anew, and its visits are counted by the new cadence. */
@Injectable()
export class RegradeAccounts implements PolicyFollower {
  readonly policyId = ACCOUNT_POLICY;
  /** Who grades an account reads the policy in force then. */
  readonly lags = false;

  constructor(
    private readonly records: AccountRecords,
    private readonly standing: AccountStanding,
    private readonly outbox: Outbox,
  ) {}

  total(tx: Tx): Promise<number> {
    return this.records.count(tx);
  }

  async batch(tx: Tx, _line: PolicyLine, application: PolicyApplication): Promise<boolean> {
    const accounts = await this.records.lockNext(tx, application.behindRecord, BATCH);
    if (accounts.length === 0) return false;
    const facts = await this.standing.settle(tx, accounts);
    await this.records.saveStanding(tx, accounts);
    await this.standing.watch(tx, accounts);
    await this.outbox.append(tx, facts);
    noteBatch(application, accounts.map(({ id }) => id), facts.length);
    return true;
  }
}
