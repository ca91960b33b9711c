import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Money } from '@throughline/money/money';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { ReceiptRepository } from '../receipt/receipt.repository';
import type { Suggestions } from './suggestion.dto';
import { suggestions } from './suggestions';
import type { OwedLine } from './suggestions';

/** What a receipt may pay, for whoever allocates it. It decides nothing. */
@Injectable()
export class SuggestionViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly receipts: ReceiptRepository,
  ) {}

  /** @throws receipt.not_found */
  async of(receiptId: string, by: Principal): Promise<Suggestions> {
    access.require(by, 'read', 'receipt');
    return this.transaction.read(async (tx) => {
      const { accountId, currency, unapplied, remittance } = await this.receipts.require(tx, receiptId);
      // Index plan_line_open.
      const rows = await tx.query<Omit<OwedLine, 'outstanding'> & { outstanding: string }>(
        `SELECT l.id AS "lineId", l.plan_id AS "planId", p.contract_number AS "contractNumber", l.no, l.label, l.due_on::text AS "dueOn", l.outstanding
         FROM plan_line l JOIN payment_plan p ON p.id = l.plan_id WHERE l.account_id = $1 AND l.currency = $2 AND l.outstanding > 0 ORDER BY l.due_on, l.id`,
        [accountId, currency],
      );
      const lines = rows.map((row) => ({ ...row, outstanding: Money.of(row.outstanding, currency) }));
      const items = suggestions(unapplied, remittance, lines).map(({ rules, shares, left }) => ({
        rules,
        lines: shares.map(({ line, amount }) => ({ ...line, outstanding: line.outstanding.toJSON(), amount: amount.toJSON() })),
        left: left.toJSON(),
      }));
      return { receiptId, unapplied: unapplied.toJSON(), items };
    });
  }
}
