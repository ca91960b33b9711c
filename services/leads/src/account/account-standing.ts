import { Injectable } from '@nestjs/common';
import type { ClockBook, NewDeadline } from '@throughline/deadlines/deadline-row';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import { accountGradeChanged } from '@throughline/events/account-events';
import type { DomainEvent } from '@throughline/events/event-definition';
import type { Tx } from '@throughline/persistence/transaction';
import type { ValueFact } from '@throughline/policy/account-grade';
import { gradeOf } from '@throughline/policy/account-grade';
import type { AccountPolicy } from '@throughline/policy/account-policy';
import { books } from '@throughline/process-contracts/clock';
import { queues } from '@throughline/process-contracts/queues';
import { workflowIds, workflowTypes } from '@throughline/process-contracts/workflow-ids';
import { AccountPolicies } from './account-rules';
import type { AccountRules } from './account-rules';
import { AccountTwins } from './account-twins';
import type { Account } from './account.entity';
import { accountHead } from './account-facts';

/** The one book of all accounts. */
export const visitsBook = books.visits('accounts');

/** The book with its clock, for the module to register. */
export const accountsClock = (tenant: string): ClockBook => ({
  book: visitsBook,
  workflowId: workflowIds.visitCadence(tenant, 'accounts'),
  workflowType: workflowTypes.visitCadence,
  queue: queues.leads,
});

/** Sources of the current value, by what the policy counts. Amounts per local day are summed by the database. */
const valueSql = {
  won: `SELECT account_id, closed_at AS at, amount, currency FROM account_deal WHERE status = 'won'`,
  invoiced: `SELECT account_id, invoiced_at AS at, amount - cancelled AS amount, currency FROM account_plan`,
  received: `SELECT account_id, received_on::timestamp AT TIME ZONE $3::text AS at, amount, currency FROM account_receipt WHERE NOT reversed`,
} as const;

/** What follows from the facts of an account and the policy: its grade, its next visit, its line in the book of deadlines. */
@Injectable()
export class AccountStanding {
  constructor(
    private readonly policies: AccountPolicies,
    private readonly twins: AccountTwins,
    private readonly deadlines: DeadlineBooks,
  ) {}

  /**
   * Grades locked accounts anew and counts their visits. The caller saves them, appends the facts that come back, and then calls `watch`.
   * @returns a fact for each account whose grade is another one
   */
  async settle(tx: Tx, accounts: readonly Account[]): Promise<DomainEvent[]> {
    if (accounts.length === 0) return [];
    // However it came to be, a new account is graded once before anything else happens to it.
    await this.twins.keep(tx, accounts.filter(({ gradedAt }) => gradedAt === null));
    const rules = await this.policies.rules(tx);
    const values = await this.values(tx, accounts, rules);
    const facts: DomainEvent[] = [];
    for (const account of accounts) {
      const potential = account.potential === null ? null : { amount: account.potential, currency: account.potentialCurrency! };
      const graded = gradeOf({ values: values.get(account.id) ?? [], potential, keyAccount: account.keyAccount }, rules.policy, rules.calendar, tx.now);
      const before = account.grade;
      if (account.takeGrade(graded, rules.policy, tx.now)) facts.push(gradeFact(account, before, rules.policy));
      account.countVisits(rules);
    }
    return facts;
  }

  rules(tx: Tx): Promise<AccountRules> {
    return this.policies.rules(tx);
  }

  /** Writes the line of each account: the earliest of what time alone does to it. Accounts without one are taken out. */
  async watch(tx: Tx, accounts: readonly Account[]): Promise<void> {
    const rules = await this.policies.rules(tx);
    const ends = await this.teamEnds(tx, accounts);
    const rows = accounts.map((account) => nextLine(account, rules, ends.get(account.id) ?? null));
    await this.deadlines.set(tx, visitsBook, rows.filter((row) => row !== null));
    const idle = accounts.filter((_, at) => rows[at] === null).map(({ id }) => id);
    if (idle.length > 0) await this.deadlines.clear(tx, visitsBook, idle);
  }

  async forget(tx: Tx, accountId: string): Promise<void> {
    await this.deadlines.clear(tx, visitsBook, [accountId]);
  }

  private async values(tx: Tx, accounts: readonly Account[], { policy, calendar }: AccountRules): Promise<Map<string, ValueFact[]>> {
    const { of } = policy.value.current;
    const rows = await tx.query<{ accountId: string; on: string; amount: string; currency: string }>(
      `SELECT one.id AS "accountId", to_char(at AT TIME ZONE $3::text, 'YYYY-MM-DD') AS on, sum(amount)::text AS amount, currency
       FROM unnest($1::uuid[]) AS one(id) CROSS JOIN LATERAL merged_accounts(one.id) AS merged(id) JOIN (${valueSql[of]}) AS v ON v.account_id = merged.id
       WHERE at > $2::timestamptz GROUP BY 1, 2, 4`,
      [accounts.map(({ id }) => id), new Date(tx.now.getTime() - (policy.value.current.withinDays + 2) * 86_400_000), calendar.zone],
    );
    const byAccount = new Map<string, ValueFact[]>();
    for (const { accountId, on, amount, currency } of rows) {
      byAccount.set(accountId, [...(byAccount.get(accountId) ?? []), { on, amount: { amount, currency } }]);
    }
    return byAccount;
  }

  /** The first instant at which somebody's time in the team is over. */
  private async teamEnds(tx: Tx, accounts: readonly Account[]): Promise<Map<string, Date>> {
    const rows = await tx.query<{ accountId: string; until: Date }>(
      'SELECT account_id AS "accountId", min(until) AS until FROM account_team WHERE account_id = ANY ($1::uuid[]) AND until IS NOT NULL GROUP BY 1',
      [accounts.map(({ id }) => id)],
    );
    return new Map(rows.map(({ accountId, until }) => [accountId, until]));
  }
}

function nextLine(account: Account, rules: AccountRules, teamEndsAt: Date | null): NewDeadline | null {
  const visit = account.nextVisitMoment(rules);
  const candidates = [
    ...(visit ? [{ kind: visit.kind, dueAt: visit.at, because: visit.because }] : []),
    ...(account.regradeAt ? [{ kind: 'regrade', dueAt: account.regradeAt, because: { rule: 'window', text: 'an amount no longer counts for the grade' } }] : []),
    ...(teamEndsAt ? [{ kind: 'team', dueAt: teamEndsAt, because: { rule: 'team', text: 'the time of somebody in the team is over' } }] : []),
  ];
  if (candidates.length === 0) return null;
  const first = candidates.reduce((earliest, one) => (one.dueAt < earliest.dueAt ? one : earliest));
  return { subjectId: account.id, version: account.version, ...first };
}

function gradeFact(account: Account, from: Account['grade'], policy: AccountPolicy): DomainEvent {
  const { id: accountId, ownerId, grade, gradeReasons: reasons } = account;
  const data = { accountId, ownerId, from, to: grade!, reasons, policy: { id: policy.id, version: policy.version } };
  return accountGradeChanged.of({ ...accountHead(account), data });
}
