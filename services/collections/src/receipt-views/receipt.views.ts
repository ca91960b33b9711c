import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { pageOf, parseCursor, type Page } from '@throughline/http/page';
import { Money } from '@throughline/money/money';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { z } from 'zod';
import { receiptAnswer, type ReceiptAnswer } from '../receipt/receipt.answer';
import { Receipt } from '../receipt/receipt.entity';
import { ReceiptRepository } from '../receipt/receipt.repository';
import type { ReceiptQuery, ReceiptWithLedger } from './receipt.dto';

interface LedgerRow {
  id: string;
  plan_id: string;
  line_id: string;
  no: number;
  amount: string;
  undoes: string | null;
  allocated_at: Date;
}

@Injectable()
export class ReceiptViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly receipts: ReceiptRepository,
  ) {}

  /** Newest first; keyset on the primary key. */
  async list(query: ReceiptQuery, by: Principal): Promise<Page<ReceiptAnswer>> {
    access.require(by, 'read', 'receipt');
    const after = parseCursor('receipts', query.cursor, z.tuple([z.uuid()]));
    return this.transaction.read(async (tx) => {
      const select = tx.manager.createQueryBuilder(Receipt, 'receipt').orderBy('receipt.id', 'DESC').take(query.limit + 1);
      if (query.accountId) select.andWhere('receipt.account_id = :accountId', { accountId: query.accountId });
      if (query.unapplied) {
        select.andWhere(`(receipt.amount - receipt.reversed - receipt.allocated > 0) = :unapplied`, { unapplied: query.unapplied === 'true' });
      }
      if (after) select.andWhere('receipt.id < :after', { after: after[0] });
      return pageOf('receipts', await select.getMany(), query.limit, (last) => [last.id], receiptAnswer);
    });
  }

  /** @throws receipt.not_found */
  async one(id: string, by: Principal): Promise<ReceiptWithLedger> {
    access.require(by, 'read', 'receipt');
    return this.transaction.read(async (tx) => {
      const receipt = await this.receipts.require(tx, id);
      const rows = await tx.query<LedgerRow>(
        `SELECT a.id, l.plan_id, a.line_id, l.no, a.amount, a.undoes, a.allocated_at
         FROM allocation a JOIN plan_line l ON l.id = a.line_id WHERE a.receipt_id = $1 ORDER BY a.seq`,
        [id],
      );
      const [reversal] = await tx.query<{ reason: string; reversed_at: Date }>(
        'SELECT reason, reversed_at FROM receipt_reversal WHERE receipt_id = $1',
        [id],
      );
      return {
        ...receiptAnswer(receipt),
        ledger: rows.map((row) => ({
          id: row.id,
          planId: row.plan_id,
          lineId: row.line_id,
          lineNo: row.no,
          amount: Money.of(row.amount, receipt.currency).toJSON(),
          undoes: row.undoes,
          at: row.allocated_at.toISOString(),
        })),
        reversal: reversal ? { reason: reversal.reason, at: reversal.reversed_at.toISOString() } : null,
      };
    });
  }
}
