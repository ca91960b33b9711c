import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import type { Tx } from '@throughline/persistence/transaction';
import type { AccountPolicy } from '@throughline/policy/account-policy';
import { standardAccountPolicy } from '@throughline/policy/default-policies';
import { PolicyRepository } from '../policy/policy.repository';

/** What decides about every account: one policy for the whole company, and its calendar. */
export interface AccountRules {
  policy: AccountPolicy;
  calendar: WorkingCalendar;
}

/** The policy in force for accounts; the standard one where the company has none of its own. */
@Injectable()
export class AccountPolicies {
  constructor(
    private readonly policies: PolicyRepository,
    private readonly people: PeopleBook,
  ) {}

  async rules(tx: Tx): Promise<AccountRules> {
    const own = await this.policies.rulesInForce(tx, standardAccountPolicy.kind, standardAccountPolicy.id);
    return { policy: own ?? standardAccountPolicy, calendar: await this.people.calendar(tx) };
  }
}
