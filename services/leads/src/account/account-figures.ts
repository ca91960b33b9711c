import { Injectable } from '@nestjs/common';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { AccountRecords } from './account-record.repository';
import { AccountStanding } from './account-standing';

const figuresSql = `
  WITH gone AS (DELETE FROM account_figure WHERE account_id = $1),
  line AS (
    SELECT currency, amount AS open, 0 AS won, 0 AS invoiced, 0 AS received FROM account_deal WHERE account_id IN (SELECT merged_accounts($1)) AND status = 'open'
    UNION ALL SELECT currency, 0, amount, 0, 0 FROM account_deal WHERE account_id IN (SELECT merged_accounts($1)) AND status = 'won'
    UNION ALL SELECT currency, 0, 0, amount - cancelled, 0 FROM account_plan WHERE account_id IN (SELECT merged_accounts($1))
    UNION ALL SELECT currency, 0, 0, 0, amount FROM account_receipt WHERE account_id IN (SELECT merged_accounts($1)) AND NOT reversed
  )
  SELECT currency, sum(open)::text AS open, sum(won)::text AS won, sum(invoiced)::text AS invoiced, sum(received)::text AS received FROM line GROUP BY currency`;

/** The sums of an account, and what follows from them: made anew from what other services told, in the transaction that hears it. */
@Injectable()
export class AccountFigures {
  constructor(
    private readonly records: AccountRecords,
    private readonly standing: AccountStanding,
    private readonly outbox: Outbox,
  ) {}

  /** What was merged into another account has no sums of its own. */
  async forget(tx: Tx, accountId: string): Promise<void> {
    await tx.query('DELETE FROM account_figure WHERE account_id = $1', [accountId]);
  }

  /** Of the account that it was merged into, where it was. Of one that is not (or no longer) here nothing is summed up. */
  async refresh(tx: Tx, asked: string): Promise<void> {
    // Two facts of one customer at once: the second waits here and then sees what the first wrote.
    const accounts = await this.records.lockAll(tx, [await this.records.standing(tx, asked)]);
    if (accounts.length === 0) return;
    // It was merged a moment ago.
    if (accounts[0]!.status === 'merged') return this.refresh(tx, asked);
    const accountId = accounts[0]!.id;
    const figures = await tx.query(figuresSql, [accountId]);
    await tx.query(
      `INSERT INTO account_figure (account_id, currency, open, won, invoiced, received)
       SELECT $1, currency, open, won, invoiced, received
       FROM json_to_recordset($2::json) AS f(currency char(3), open numeric, won numeric, invoiced numeric, received numeric)`,
      [accountId, JSON.stringify(figures)],
    );
    const facts = await this.standing.settle(tx, accounts);
    await this.records.saveStanding(tx, accounts);
    await this.standing.watch(tx, accounts);
    if (facts.length > 0) await this.outbox.append(tx, facts);
  }
}
