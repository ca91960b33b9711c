import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { visitsBook } from '../account/account-standing';

const BATCH = 1_000;

/** After a change of the policy: every account is put into the book for now, and its clock grades them all, batch by batch. */
@Injectable()
export class RegradeAccountsCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly deadlines: DeadlineBooks,
  ) {}

  /** @returns how many were put into the book @throws access.denied */
  async execute(by: Principal): Promise<{ accounts: number }> {
    access.require(by, 'regrade', 'account');
    let accounts = 0;
    for (let after: string | null = null; ; ) {
      const batch: { id: string; version: number }[] = await this.transaction.run((tx) => this.batch(tx, after));
      accounts += batch.length;
      if (batch.length < BATCH) return { accounts };
      after = batch.at(-1)!.id;
    }
  }

  private async batch(tx: Tx, after: string | null): Promise<{ id: string; version: number }[]> {
    const rows = await tx.query<{ id: string; version: number }>(
      'SELECT id, version FROM account WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT $2 FOR UPDATE',
      [after, BATCH],
    );
    const because = { rule: 'policy', text: 'the policy of accounts was changed' };
    await this.deadlines.set(tx, visitsBook, rows.map(({ id, version }) => ({ subjectId: id, kind: 'regrade', dueAt: tx.now, because, version })));
    return rows;
  }
}
