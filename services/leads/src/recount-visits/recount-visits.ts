import { Injectable } from '@nestjs/common';
import { CALENDARS_KEPT_FOR } from '@throughline/access/people-book';
import type { RecountProgress } from '@throughline/deadlines/calendar-changes';
import { CalendarChanges } from '@throughline/deadlines/calendar-changes';
import type { Tx } from '@throughline/persistence/transaction';
import { AccountRecords } from '../account/account-record.repository';
import { ACCOUNT_POLICY } from '../account/account-rules';
import { visitsBook } from '../account/account-standing';
import { PolicyRepository } from '../policy/policy.repository';
import { RegradeAccounts } from '../regrade-accounts/regrade-accounts';
import { BATCH } from '../work-policies/follower';

/**
 * The company's calendar has become another, and the company has no policy of its own for accounts that could be recomputed: visits are counted anew by the
 * standard one. Whoever was reminded of an end that stays is not reminded again.
 */
@Injectable()
export class RecountVisits {
  /** Milliseconds (wall clock) until every process has forgotten the calendar before, and some. */
  forgottenAfter = CALENDARS_KEPT_FOR + 500;

  constructor(
    private readonly changes: CalendarChanges,
    private readonly policies: PolicyRepository,
    private readonly records: AccountRecords,
    private readonly regrade: RegradeAccounts,
  ) {}

  /** Does nothing where no change of the calendar waits. @param heartbeat told after each batch */
  execute(heartbeat?: (done: number) => void): Promise<void> {
    return this.changes.work(visitsBook, this.forgottenAfter, (tx, behind) => this.batch(tx, behind), heartbeat);
  }

  private async batch(tx: Tx, behind: string | null): Promise<RecountProgress | undefined> {
    if (await this.policies.active(tx, 'account', ACCOUNT_POLICY)) return undefined;
    const accounts = await this.records.lockNext(tx, behind, BATCH);
    if (accounts.length === 0) return undefined;
    const before = accounts.map(({ visitDueAt }) => visitDueAt?.getTime());
    await this.regrade.anew(tx, accounts);
    const moved = accounts.filter(({ visitDueAt }, at) => visitDueAt?.getTime() !== before[at]).length;
    return { behind: accounts.at(-1)!.id, lookedAt: accounts.length, moved };
  }
}
