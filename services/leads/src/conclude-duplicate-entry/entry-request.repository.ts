import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import type { ApprovalOutcome } from '@throughline/events/approval-events';
import type { Tx } from '@throughline/persistence/transaction';
import type { CaptureLead } from '../capture-lead/capture-lead.dto';

export interface EntryRequest {
  id: string;
  command: CaptureLead;
  requester: Principal;
  otherKind: 'lead' | 'account';
  otherId: string;
  otherOwnerId: string;
  score: number;
  reason: string;
}

/** Requests to enter a company that somebody else seems to own. */
@Injectable()
export class EntryRequestRepository {
  async insert(tx: Tx, { id, command, requester, otherKind, otherId, otherOwnerId, score, reason }: EntryRequest): Promise<void> {
    await tx.query(
      `INSERT INTO duplicate_request (id, command, requester, requester_id, other_kind, other_id, other_owner_id, score, reason, status, requested_at, version)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', $10, 1)`,
      [id, JSON.stringify(command), JSON.stringify(requester), requester.personId, otherKind, otherId, otherOwnerId, score, reason, tx.now],
    );
  }

  /** Undefined when there is none, or it was concluded. */
  async lockOpen(tx: Tx, id: string): Promise<EntryRequest | undefined> {
    const [row] = await tx.query<EntryRequest>(
      `SELECT id, command, requester, other_kind AS "otherKind", other_id AS "otherId", other_owner_id AS "otherOwnerId", score::float, reason FROM duplicate_request
       WHERE id = $1 AND status = 'open' FOR UPDATE`,
      [id],
    );
    return row;
  }

  async conclude(tx: Tx, id: string, outcome: ApprovalOutcome, leadId: string | null, problem: string | null): Promise<void> {
    await tx.query('UPDATE duplicate_request SET status = $2, concluded_at = $3, lead_id = $4, problem = $5, version = version + 1 WHERE id = $1', [id, outcome, tx.now, leadId, problem]);
  }
}
