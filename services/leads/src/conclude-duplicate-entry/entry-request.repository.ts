import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import type { ApprovalOutcome } from '@throughline/events/approval-events';
import type { Tx } from '@throughline/persistence/transaction';
import type { CaptureLead } from '../capture-lead/capture-lead.dto';
import type { ChangeAccount } from '../change-account/change-account.dto';
import type { CreateAccount } from '../create-account/create-account.dto';

/** What is done when the request is granted. */
export interface EntryCommands {
  lead: CaptureLead;
  account: CreateAccount;
  'account-change': { accountId: string; fields: ChangeAccount };
}
export type Entry = { [E in keyof EntryCommands]: { entry: E; command: EntryCommands[E] } }[keyof EntryCommands];

export type EntryRequest = Entry & EntryRequestHead;
interface EntryRequestHead {
  id: string;
  requester: Principal;
  otherKind: 'lead' | 'account';
  otherId: string;
  otherOwnerId: string;
  score: number;
  reason: string;
}

/** What came of a request that was answered. */
export interface Entered {
  leadId: string | null;
  accountId: string | null;
  /** Granted, but something stood in its way by then: the code. */
  problem: string | null;
}

/** Requests to enter a company that somebody else seems to own. */
@Injectable()
export class EntryRequestRepository {
  async insert(tx: Tx, { id, entry, command, requester, otherKind, otherId, otherOwnerId, score, reason }: EntryRequestHead & { entry: string; command: object }): Promise<void> {
    await tx.query(
      `INSERT INTO duplicate_request (id, entry, command, requester, requester_id, other_kind, other_id, other_owner_id, score, reason, status, requested_at, version)
       VALUES ($1, $11, $2, $3, $4, $5, $6, $7, $8, $9, 'open', $10, 1)`,
      [id, JSON.stringify(command), JSON.stringify(requester), requester.personId, otherKind, otherId, otherOwnerId, score, reason, tx.now, entry],
    );
  }

  /** Undefined when there is none, or it was concluded. */
  async lockOpen(tx: Tx, id: string): Promise<EntryRequest | undefined> {
    const [row] = await tx.query<EntryRequest>(
      `SELECT id, entry, command, requester, other_kind AS "otherKind", other_id AS "otherId", other_owner_id AS "otherOwnerId", score::float, reason FROM duplicate_request
       WHERE id = $1 AND status = 'open' FOR UPDATE`,
      [id],
    );
    return row;
  }

  async conclude(tx: Tx, id: string, outcome: ApprovalOutcome, { leadId, accountId, problem }: Entered): Promise<void> {
    await tx.query('UPDATE duplicate_request SET status = $2, concluded_at = $3, lead_id = $4, account_id = $5, problem = $6, version = version + 1 WHERE id = $1', [id, outcome, tx.now, leadId, accountId, problem]);
  }
}
