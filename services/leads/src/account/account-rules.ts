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

const { kind, id } = standardAccountPolicy;
/** A company has one policy of accounts, under this id. */
export const ACCOUNT_POLICY = id;

/** The policy in force for accounts; the standard one where the company has none of its own. */
@Injectable()
export class AccountPolicies {
  /** One transaction works by one version. */
  private readonly known = new WeakMap<Tx, Promise<AccountRules>>();

  constructor(
    private readonly policies: PolicyRepository,
    private readonly people: PeopleBook,
  ) {}

  rules(tx: Tx): Promise<AccountRules> {
    const rules = this.known.get(tx) ?? this.read(tx);
    this.known.set(tx, rules);
    return rules;
  }

  /** Read anew each time: who is graded after a change must be graded by it. */
  private async read(tx: Tx): Promise<AccountRules> {
    const active = await this.policies.active(tx, kind, id);
    const policy = active ? await this.policies.rules(tx, kind, id, active.version) : standardAccountPolicy;
    return { policy, calendar: await this.people.calendar(tx) };
  }
}
