import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { accountVisited } from '@throughline/events/account-events';
import { v7 as uuidv7 } from 'uuid';
import { AccountParts } from '../account/account-part.repository';
import { AccountStanding } from '../account/account-standing';
import { accountErrors } from '../account/account.errors';
import { AccountDesk } from '../account/account-desk';
import type { AccountChange } from '../account/account-desk';
import { accountFact } from '../account/account-facts';
import type { AccountState } from '../account/account-state.dto';
import { HeardActivities } from '../record-activity/heard-activities';
import type { VisitAccount } from './visit-account.dto';

/** What a visit is for the clock of a lead: only on site it is one. */
const activityOf = { 'on-site': 'visit', 'at-ours': 'meeting', online: 'meeting' } as const;

/** Records a visit: the next one is counted from the latest. One who visits for the owner counts as well, and leads of the customer hear of it. */
@Injectable()
export class VisitAccountCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: HeardActivities,
    private readonly desk: AccountDesk,
    private readonly parts: AccountParts,
    private readonly standing: AccountStanding,
  ) {}

  /** @throws account.not_found, access.denied, concurrency.version_mismatch, account.visit_in_future, account.contact_unknown */
  async execute(change: AccountChange, given: VisitAccount, by: Principal): Promise<AccountState> {
    return this.transaction.run(async (tx) => {
      const visitedAt = given.visitedAt === undefined ? tx.now : new Date(given.visitedAt);
      // Leads are locked before their account; who may not visit undoes it.
      await this.leads.hear(tx, change.accountId, { kind: activityOf[given.kind], on: 'contact', by: by.personId, at: visitedAt }, tx.now);
      return this.visited(change, given, visitedAt, by);
    });
  }

  private visited(change: AccountChange, given: VisitAccount, visitedAt: Date, by: Principal): Promise<AccountState> {
    return this.desk.change(change, 'visit', by, async (account, tx) => {
      if (visitedAt > tx.now) throw accountErrors.visit_in_future({ field: 'visitedAt' });
      await this.parts.requireContacts(tx, account.id, given.contactIds);
      account.visit(visitedAt);
      account.countVisits(await this.standing.rules(tx));
      const visitId = uuidv7();
      const { kind, purpose, contactIds, outcome = null } = given;
      await this.parts.addVisit(tx, { id: visitId, accountId: account.id, kind, purpose, outcome, contactIds, visitedAt, by: by.personId });
      const nextVisitDueAt = account.visitDueAt?.toISOString() ?? null;
      return [accountFact(accountVisited, account, { visitId, by: by.personId, kind, visitedAt: visitedAt.toISOString(), nextVisitDueAt })];
    });
  }
}
