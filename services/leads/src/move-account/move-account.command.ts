import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { accountMoved } from '@throughline/events/account-events';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { requireAccount } from '../account/account-access';
import { AccountRecords } from '../account/account-record.repository';
import { accountErrors } from '../account/account.errors';
import { AccountDesk } from '../account/account-desk';
import type { AccountChange } from '../account/account-desk';
import { accountFact } from '../account/account-facts';
import type { AccountState } from '../account/account-state.dto';
import type { MoveAccount } from './move-account.dto';

/** Puts an account, with all below it, under another one of its group. The database holds four levels and no circle, however many move at once. */
@Injectable()
export class MoveAccountCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly desk: AccountDesk,
    private readonly records: AccountRecords,
  ) {}

  /** @throws account.not_found, access.denied, concurrency.version_mismatch, account.parent_unknown, account.too_deep */
  async execute(change: AccountChange, { parentId }: MoveAccount, by: Principal): Promise<AccountState> {
    return this.transaction.run(async (outer) => {
      // One move at a time: two that cross would wait for each other's accounts until the database ends one of them.
      await this.records.takeTurnToMove(outer);
      return this.moved(change, parentId, by);
    });
  }

  private moved(change: AccountChange, parentId: string | null, by: Principal): Promise<AccountState> {
    return this.desk.change(change, 'move', by, async (account, tx) => {
      const fromParentId = account.parentId;
      if (parentId === fromParentId) return [];
      if (parentId !== null) await this.requireParent(tx, parentId, by);
      account.enter('move');
      account.parentId = parentId;
      await this.records.move(tx, account.id, parentId);
      return [accountFact(accountMoved, account, { fromParentId, parentId })];
    });
  }

  /** Locked, so that its depth stays what it is until the end of the transaction. */
  private async requireParent(tx: Tx, parentId: string, by: Principal): Promise<void> {
    try {
      await requireAccount(tx, by, 'read', await this.records.lock(tx, parentId));
    } catch (error) {
      if (!(error instanceof ThroughlineError)) throw error;
      throw accountErrors.parent_unknown({ field: 'parentId', cause: error });
    }
  }
}
