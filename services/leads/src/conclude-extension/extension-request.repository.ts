import { Injectable } from '@nestjs/common';
import type { ApprovalOutcome } from '@throughline/events/approval-events';
import type { Tx } from '@throughline/persistence/transaction';
import type { Lead } from '../lead/lead.entity';
import { leadErrors } from '../lead/lead.errors';

export interface ExtensionRequest {
  id: string;
  leadId: string;
  requesterId: string;
  /** The start of the ownership that it is for. */
  claimedAt: Date;
  /** The end that is to be put off. */
  endsAt: Date;
  days: number;
  reason: string;
}

const columns = 'id, lead_id AS "leadId", requester_id AS "requesterId", claimed_at AS "claimedAt", ends_at AS "endsAt", days, reason';

/** Extensions that owners have asked for. The lock of the lead comes before that of its request. */
@Injectable()
export class ExtensionRequestRepository {
  async insert(tx: Tx, { id, leadId, requesterId, claimedAt, endsAt, days, reason }: ExtensionRequest): Promise<void> {
    await tx.query(
      `INSERT INTO extension_request (id, lead_id, requester_id, claimed_at, ends_at, days, reason, status, requested_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', $8)`,
      [id, leadId, requesterId, claimedAt, endsAt, days, reason, tx.now],
    );
  }

  /** Its approver decides on a request, or there would be two answers. @throws lead.extension_asked while one for a locked lead's present ownership is open */
  async requireNone(tx: Tx, { id, status, claimedAt }: Pick<Lead, 'id' | 'status' | 'claimedAt'>): Promise<void> {
    if (status !== 'owned') return;
    const [open] = await tx.query<{ id: string }>(`SELECT id FROM extension_request WHERE lead_id = $1 AND claimed_at = $2 AND status = 'open'`, [id, claimedAt]);
    if (open) throw leadErrors.extension_asked({ data: { requestId: open.id } });
  }

  /** Undefined when there is none, or it was concluded. Without a lock. */
  async open(tx: Tx, id: string): Promise<ExtensionRequest | undefined> {
    const [row] = await tx.query<ExtensionRequest>(`SELECT ${columns} FROM extension_request WHERE id = $1 AND status = 'open'`, [id]);
    return row;
  }

  /** Under the lock of the lead. @returns false when it was concluded meanwhile */
  async conclude(tx: Tx, id: string, status: ApprovalOutcome | 'void'): Promise<boolean> {
    const rows = await tx.query(`WITH done AS (UPDATE extension_request SET status = $2, concluded_at = $3 WHERE id = $1 AND status = 'open' RETURNING id) SELECT id FROM done`, [id, status, tx.now]);
    return rows.length > 0;
  }
}
