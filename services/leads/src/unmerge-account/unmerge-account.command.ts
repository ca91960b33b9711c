import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import { accountSeparated, accountUnmerged } from '@throughline/events/duplicate-events';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { requireAccount } from '../account/account-access';
import { accountFact } from '../account/account-facts';
import { AccountFigures } from '../account/account-figures';
import { AccountRecords } from '../account/account-record.repository';
import type { AccountState } from '../account/account-state.dto';
import { accountState } from '../account/account-state.dto';
import { AccountTwins, companyOf } from '../account/account-twins';
import type { Account } from '../account/account.entity';
import { accountErrors } from '../account/account.errors';
import { AccountLeads } from '../attach-lead/account-leads';
import type { Merge } from '../duplicates/merge-log';
import type { WasAccount } from '../merge-account/account-merge.repository';
import { AccountMerges } from '../merge-account/account-merge.repository';
import { MergeAccountCommand } from '../merge-account/merge-account.command';

/**
 * Undoes a merge: the customer stands for himself again, with what was under his id all the time, his owner and his subsidiaries; the other one forgets
 * what it learned from him, unless it was changed since.
 */
@Injectable()
export class UnmergeAccountCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly records: AccountRecords,
    private readonly merges: AccountMerges,
    private readonly merge: MergeAccountCommand,
    private readonly twins: AccountTwins,
    private readonly figures: AccountFigures,
    private readonly leads: AccountLeads,
    private readonly people: PeopleBook,
    private readonly outbox: Outbox,
  ) {}

  /** @throws account.not_found, account.not_merged, account.merge_final, account.duplicate, account.too_deep, access.denied */
  async execute(accountId: string, by: Principal): Promise<AccountState> {
    return this.transaction.run(async (tx) => {
      await this.records.takeTurnToMove(tx);
      await this.leads.lock(tx, accountId);
      const merge = await this.merges.lockStanding(tx, accountId);
      const all = await this.records.lockAll(tx, [accountId, ...(merge ? [merge.intoId, ...merge.was.children] : [])]);
      const one = all.find(({ id }) => id === accountId);
      if (!one) throw accountErrors.not_found();
      const other = all.find(({ id }) => id === merge?.intoId);
      await requireAccount(tx, by, 'unmerge', one);
      if (!merge || !other) throw accountErrors.not_merged();
      if (tx.now > merge.undoUntil) throw accountErrors.merge_final({ data: { undoUntil: merge.undoUntil.toISOString() } });
      const changed = await this.separate(tx, one, other, merge);
      await this.merges.undo(tx, merge.id, by.personId);
      const back = all.filter(({ id, parentId, status }) => merge.was.children.includes(id) && parentId === other.id && status !== 'merged');
      const facts = [
        accountFact(accountUnmerged, one, { fromId: other.id, ownerId: one.ownerId, by: by.personId }),
        accountFact(accountSeparated, other, { separatedId: accountId, changed }),
      ];
      await this.outbox.append(tx, [...facts, ...(await this.merge.moveAll(tx, back, one.id))]);
      for (const id of [accountId, other.id]) {
        await this.leads.settle(tx, id);
        await this.figures.refresh(tx, id);
      }
      return accountState(await this.records.lock(tx, accountId));
    });
  }

  /** @returns what the other has forgotten */
  private async separate(tx: Tx, one: Account, other: Account, { was, filled }: Merge<WasAccount>): Promise<(keyof Account)[]> {
    const before = companyOf(other);
    const changed = this.merges.learned(other, filled);
    other.absorb(Object.fromEntries(changed.map((field) => [field, null])));
    await this.records.save(tx, other);
    await this.twins.keep(tx, [other], new Map([[other.id, before]]));
    await this.merges.leave(tx, other.id, was.joined);
    const back = Object.fromEntries(this.merges.taken(filled as Partial<Account>).map((field) => [field, filled[field]]));
    const owner = await this.people.person(tx, one.ownerId);
    // Who left since cannot have him back.
    const kept = owner?.active ? { orgPath: owner.unitPath } : { ownerId: other.ownerId, orgPath: other.orgPath };
    one.unmerge(was.status, { ...back, ...kept });
    await this.records.save(tx, one);
    await this.twins.keep(tx, [one]);
    await this.records.changeOwner(tx, [one], 'the merge was undone', null);
    return changed;
  }
}
