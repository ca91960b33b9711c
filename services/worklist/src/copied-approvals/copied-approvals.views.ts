import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { pageOf, parseCursor } from '@throughline/http/page';
import { Money } from '@throughline/money/money';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { z } from 'zod';
import type { ApprovalsPage, ApprovalsQuery } from './copied-approvals.dto';

const list = 'approvals:copied';
const cursorKey = z.tuple([z.iso.datetime(), z.uuid()]);

interface Row {
  id: string;
  kind: string;
  ask: string;
  amount: string | null;
  currency: string | null;
  requester_id: string;
  requester: string | null;
  status: ApprovalsPage['items'][number]['status'];
  requested_at: Date;
  concluded_at: Date | null;
  copied_at: Date;
}

@Injectable()
export class CopiedApprovalsViews {
  constructor(private readonly transaction: TransactionRunner) {}

  /** Newest first, by the index approval_copy_by_person. */
  async list({ cursor, limit }: ApprovalsQuery, { personId }: Principal): Promise<ApprovalsPage> {
    const [at, id] = parseCursor(list, cursor, cursorKey) ?? [null, null];
    return this.transaction.read(async (tx) => {
      const rows = await tx.query<Row>(
        `SELECT a.id, a.kind, a.ask, a.amount, a.currency, a.requester_id, p.name AS requester, a.status, a.requested_at, a.concluded_at, c.copied_at
         FROM approval_copy c JOIN approval_request a ON a.id = c.approval_id LEFT JOIN known_person p ON p.id = a.requester_id
         WHERE c.person_id = $1 AND ($2::timestamptz IS NULL OR (c.copied_at, c.approval_id) < ($2, $3::uuid))
         ORDER BY c.copied_at DESC, c.approval_id DESC LIMIT $4`,
        [personId, at, id, limit + 1],
      );
      return pageOf(list, rows, limit, (row) => [row.copied_at.toISOString(), row.id], itemOf);
    });
  }
}

const itemOf = ({ id, kind, ask, amount, currency, requester_id, requester, status, requested_at, concluded_at, copied_at }: Row): ApprovalsPage['items'][number] => ({
  ...{ id, kind, ask, status },
  amount: amount === null ? null : Money.of(amount, currency!).toJSON(),
  requester: { id: requester_id, name: requester ?? 'somebody who has left' },
  requestedAt: requested_at.toISOString(),
  concludedAt: concluded_at?.toISOString() ?? null,
  copiedAt: copied_at.toISOString(),
});
