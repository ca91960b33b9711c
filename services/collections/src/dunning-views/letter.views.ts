import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { pageOf, parseCursor, type Page } from '@throughline/http/page';
import { Money } from '@throughline/money/money';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { z } from 'zod';
import { dunningScope } from '../read-scope';
import type { DunningLetter, LettersQuery } from './dunning.dto';

type Row = Omit<DunningLetter, 'sentAt' | 'outstanding' | 'reasons'> & { reasons: DunningLetter['reasons'] | null; sentAt: Date; outstanding: string; currency: string };

/** What was written to customers, to all whom the caller may see. */
@Injectable()
export class LetterViews {
  constructor(private readonly transaction: TransactionRunner) {}

  /** Newest first; keyset on the primary key, or for one customer's by his few cases. */
  async list(query: LettersQuery, by: Principal): Promise<Page<DunningLetter>> {
    access.require(by, 'read', 'dunning');
    const after = parseCursor('letters', query.cursor, z.tuple([z.uuid()]));
    const scope = dunningScope(by, 'c', 5);
    const rows = await this.transaction.read((tx) =>
      tx.query<Row>(
        `SELECT d.id, d.case_id AS "caseId", k.account_id AS "accountId", c.name AS "customerName", d.step, d.level, d.opens_task AS "opensTask", d.outstanding, d.currency,
           d.because ->> 'text' AS because, d.because -> 'reasons' AS reasons, d.line_ids AS "lineIds", d.sent_at AS "sentAt"
         FROM dunning_letter d JOIN collection_case k ON k.id = d.case_id JOIN customer c ON c.account_id = k.account_id
         WHERE ($1::uuid IS NULL OR k.account_id = $1) AND ($2::int IS NULL OR d.level >= $2) AND ($3::uuid IS NULL OR d.id < $3) AND ${scope.sql}
         ORDER BY d.id DESC LIMIT $4`,
        [query.accountId ?? null, query.level ?? null, after?.[0] ?? null, query.limit + 1, ...scope.params],
      ),
    );
    return pageOf('letters', rows, query.limit, ({ id }) => [id], letter);
  }
}

const letter = ({ sentAt, outstanding, currency, reasons, ...rest }: Row): DunningLetter => ({ ...rest, reasons: reasons ?? undefined, outstanding: Money.of(outstanding, currency).toJSON(), sentAt: sentAt.toISOString() });
