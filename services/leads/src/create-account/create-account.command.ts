import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { accountCreated } from '@throughline/events/lead-events';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { v7 as uuidv7 } from 'uuid';
import { requireAccount } from '../account/account-access';
import { AccountDesk } from '../account/account-desk';
import { entrantOf } from '../account/account-twins';
import { accountHead } from '../account/account-facts';
import { accountColumns } from '../account/account-fields.dto';
import { AccountRecords } from '../account/account-record.repository';
import type { AccountState } from '../account/account-state.dto';
import { accountState } from '../account/account-state.dto';
import { Account } from '../account/account.entity';
import { accountErrors } from '../account/account.errors';
import { AccountOwners } from '../account/account-owners';
import type { Admission, Admitted } from '../duplicates/duplicate-fence';
import { DuplicateFence } from '../duplicates/duplicate-fence';
import type { CreateAccount } from './create-account.dto';

/** A customer who does not come from a lead. Its clock of visits begins to run. */
@Injectable()
export class CreateAccountCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly records: AccountRecords,
    private readonly owners: AccountOwners,
    private readonly desk: AccountDesk,
    private readonly fence: DuplicateFence,
  ) {}

  /**
   * @param admission makes it although the same company may be here under another spelling
   * @throws account.duplicate, account.possible_duplicate, account.parent_unknown, account.too_deep, account.person_unknown, account.*_invalid, access.denied
   */
  async execute(command: CreateAccount, by: Principal, admission?: Admission): Promise<AccountState> {
    return this.transaction.run(async (tx) => {
      const account = await this.prepared(tx, command, by);
      const admitted = await this.enter(tx, account, admission);
      await this.records.insert(tx, account);
      await this.fence.list(tx, account.id, 'account', admitted, admission);
      await this.records.changeOwner(tx, [account], null, null);
      const { id: accountId, name, ownerId } = account;
      await this.desk.finish(tx, account, [accountCreated.of({ ...accountHead(account), data: { accountId, name, ownerId, leadId: null } })]);
      return accountState(account);
    });
  }

  /** Says what would be refused now, however alike it is, and does nothing. @throws as `execute` */
  async check(tx: Tx, command: CreateAccount, by: Principal): Promise<void> {
    if (await this.records.taken(tx, await this.prepared(tx, command, by))) throw accountErrors.duplicate();
  }

  private async prepared(tx: Tx, { parentId, ownerId, external, name, ...fields }: CreateAccount, by: Principal): Promise<Account> {
    access.require(by, 'create', 'account');
    const columns = accountColumns(fields);
    const owner = await this.owners.assignable(tx, ownerId ?? by.personId, 'create', by);
    if (parentId !== undefined) await this.requireParent(tx, parentId, by);
    return newAccount({ ...columns, name, parentId: parentId ?? null, externalSystem: external?.system ?? null, externalId: external?.id ?? null }, owner, tx.now);
  }

  /** What is the same by a key is said before what is only alike. The group that it belongs to is no duplicate of it. */
  private async enter(tx: Tx, account: Account, admission?: Admission): Promise<Admitted> {
    const kin = account.parentId === null ? [] : await this.records.upwards(tx, account.parentId);
    try {
      return await this.fence.enter(tx, entrantOf(account, { kin }), admission);
    } catch (error) {
      if (await this.records.taken(tx, account)) throw accountErrors.duplicate({ cause: error });
      throw error;
    }
  }

  private async requireParent(tx: Tx, parentId: string, by: Principal): Promise<void> {
    try {
      await requireAccount(tx, by, 'read', await this.records.find(tx, parentId));
    } catch (error) {
      if (!(error instanceof ThroughlineError)) throw error;
      throw accountErrors.parent_unknown({ field: 'parentId', cause: error });
    }
  }
}

/** A new account with nothing that time has brought. */
export function newAccount(given: Partial<Account> & { name: string }, owner: { personId: string; unitPath: string }, now: Date): Account {
  const nothing = {
    parentId: null, creditCode: null, domain: null, country: null, city: null, sector: null, website: null, phone: null, employees: null, established: null,
    revenue: null, revenueCurrency: null, potential: null, potentialCurrency: null, externalSystem: null, externalId: null, leadId: null,
    grade: null, gradePolicy: null, gradedAt: null, regradeAt: null, lastVisitAt: null, visitDueAt: null, visitBecause: null, satisfaction: null,
    churnReason: null, churnedAt: null,
  };
  const begun = { id: uuidv7(), status: 'active' as const, keyAccount: false, gradeReasons: [], visitSteps: [], visitsSince: now, createdAt: now, version: 1 };
  return Object.assign(new Account(), nothing, begun, given, { ownerId: owner.personId, orgPath: owner.unitPath });
}
