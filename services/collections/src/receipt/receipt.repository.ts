import { Injectable } from '@nestjs/common';
import { Money } from '@throughline/money/money';
import type { Tx } from '@throughline/persistence/transaction';
import type { Allocation } from './receipt.entity';
import { Receipt } from './receipt.entity';
import { receiptErrors } from './receipt.errors';

@Injectable()
export class ReceiptRepository {
  /** False when a receipt with the same bank account and reference is there already. */
  async insertOnce(tx: Tx, receipt: Receipt): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO receipt (id, bank_account, bank_reference, account_id, currency, amount, received_on, remittance, recorded_by, recorded_at, version)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT ON CONSTRAINT receipt_once DO NOTHING RETURNING id`,
      [
        receipt.id,
        receipt.bankAccount,
        receipt.bankReference,
        receipt.accountId,
        receipt.currency,
        receipt.amountValue,
        receipt.receivedOn,
        receipt.remittance,
        receipt.recordedBy,
        receipt.recordedAt,
        receipt.version,
      ],
    );
    return rows.length === 1;
  }

  async byReference(tx: Tx, bankAccount: string, bankReference: string): Promise<Receipt> {
    return tx.manager.findOneByOrFail(Receipt, { bankAccount, bankReference });
  }

  /** @throws receipt.not_found */
  async require(tx: Tx, id: string): Promise<Receipt> {
    const receipt = await tx.manager.findOneBy(Receipt, { id });
    if (!receipt) throw receiptErrors.not_found();
    return receipt;
  }

  /** Locked until the commit. Lock the customer first. @throws receipt.not_found */
  async lock(tx: Tx, id: string): Promise<Receipt> {
    const receipt = await tx.manager.findOne(Receipt, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!receipt) throw receiptErrors.not_found();
    return receipt;
  }

  async updateVersion(tx: Tx, receipt: Receipt): Promise<void> {
    await tx.query('UPDATE receipt SET version = $2 WHERE id = $1 AND version <= $2', [receipt.id, receipt.version]);
  }

  /** Adds rows to the ledger; triggers carry them into the balances of receipt and line, whose checks refuse too much. */
  async allocate(tx: Tx, receipt: Receipt, allocations: Allocation[], bookedOn: string, by: string): Promise<void> {
    const rows = allocations.map(({ id, lineId, amount, undoes }) => ({ id, line_id: lineId, amount: amount.toJSON().amount, undoes }));
    await tx.query(
      `INSERT INTO allocation (id, receipt_id, line_id, account_id, currency, amount, undoes, booked_on, allocated_by, allocated_at)
       SELECT given.id, $1, given.line_id, $2, $3, given.amount, given.undoes, $4, $5, $6
       FROM jsonb_to_recordset($7::jsonb) AS given (id uuid, line_id uuid, amount numeric, undoes uuid)`,
      [receipt.id, receipt.accountId, receipt.currency, bookedOn, by, tx.now, JSON.stringify(rows)],
    );
  }

  /** Allocations of the receipt that have not been undone. */
  async standing(tx: Tx, receipt: Receipt): Promise<Allocation[]> {
    const rows = await tx.query<{ id: string; line_id: string; plan_id: string; amount: string }>(
      `SELECT a.id, a.line_id, l.plan_id, a.amount FROM allocation a JOIN plan_line l ON l.id = a.line_id
       WHERE a.receipt_id = $1 AND a.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM allocation u WHERE u.undoes = a.id)
       ORDER BY a.line_id, a.seq`,
      [receipt.id],
    );
    return rows.map((row) => ({
      id: row.id,
      receiptId: receipt.id,
      lineId: row.line_id,
      planId: row.plan_id,
      amount: Money.of(row.amount, receipt.currency),
      undoes: null,
    }));
  }

  async reverse(tx: Tx, receipt: Receipt, reason: string, on: string, by: string): Promise<void> {
    await tx.query(
      'INSERT INTO receipt_reversal (receipt_id, amount, reason, reversed_on, reversed_by, reversed_at) VALUES ($1, $2, $3, $4, $5, $6)',
      [receipt.id, receipt.amountValue, reason, on, by, tx.now],
    );
  }
}
