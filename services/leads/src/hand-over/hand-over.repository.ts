import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { handOverErrors } from '../account/account.errors';

export interface StoredHandOver {
  id: string;
  fromId: string;
  toId: string;
  toPath: string;
  reason: string;
  leads: number;
  accounts: number;
  orgPath: string;
  requestedBy: string;
  requestedAt: Date;
}

const columns = `id, from_id AS "fromId", to_id AS "toId", to_path AS "toPath", reason, leads, accounts, org_path AS "orgPath", requested_by AS "requestedBy",
  requested_at AS "requestedAt"`;

/** What was handed over by whom to whom. */
@Injectable()
export class HandOverRepository {
  async insert(tx: Tx, done: StoredHandOver): Promise<void> {
    await tx.query(
      `INSERT INTO hand_over (id, from_id, to_id, to_path, reason, leads, accounts, org_path, requested_by, requested_at, version)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)`,
      [done.id, done.fromId, done.toId, done.toPath, done.reason, done.leads, done.accounts, done.orgPath, done.requestedBy, done.requestedAt],
    );
  }

  /** @throws hand_over.not_found */
  async find(tx: Tx, id: string): Promise<StoredHandOver> {
    const [found] = await tx.query<StoredHandOver>(`SELECT ${columns} FROM hand_over WHERE id = $1`, [id]);
    if (!found) throw handOverErrors.not_found();
    return found;
  }

  /** Leads that a person owns, after `after`, in the order of their ids. */
  async leadsOf(tx: Tx, ownerId: string, after: string | null, limit: number): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM lead WHERE owner_id = $1 AND status = 'owned' AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
      [ownerId, after, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** What is a person's by now, also in the other services as far as they have told. */
  async left(tx: Tx, ownerId: string): Promise<{ leads: number; accounts: number; deals: number; contracts: number }> {
    const [row] = await tx.query<{ leads: number; accounts: number; deals: number; contracts: number }>(
      `SELECT (SELECT count(*)::int FROM lead WHERE owner_id = $1 AND status = 'owned') AS leads,
         (SELECT count(*)::int FROM account WHERE owner_id = $1 AND status <> 'merged') AS accounts,
         (SELECT count(*)::int FROM account_deal WHERE owner_id = $1 AND status <> 'lost') AS deals,
         (SELECT count(*)::int FROM account_contract WHERE owner_id = $1 AND status NOT IN ('refused', 'terminated', 'ended')) AS contracts`,
      [ownerId],
    );
    return row!;
  }
}
