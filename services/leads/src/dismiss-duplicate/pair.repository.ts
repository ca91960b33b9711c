import { Injectable } from '@nestjs/common';
import type { Said } from '@throughline/access/access';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import type { Tx } from '@throughline/persistence/transaction';
import { openTo } from '../lead/lead-access';
import { duplicateErrors } from '../duplicates/duplicate.errors';
import type { DecidedPair } from '../duplicates/duplicate-facts';

/** Of `possible_duplicate AS p` with `pairRecords`. */
const pairColumns = `p.id, p.record_kind AS "recordKind", p.record_id AS "recordId", p.other_kind AS "otherKind", p.other_id AS "otherId",
  coalesce(lead.org_path, account.org_path) AS "orgPath", p.version`;
const pairRecords = `LEFT JOIN lead ON p.record_kind = 'lead' AND lead.id = p.record_id LEFT JOIN account ON p.record_kind = 'account' AND account.id = p.record_id`;

/** Pairs that somebody decides. */
@Injectable()
export class PairRepository {
  /** An open pair within the caller's reach, locked. @throws duplicate.not_found, duplicate.already_decided */
  async lock(tx: Tx, id: string, by: Principal): Promise<DecidedPair> {
    const [pair] = await tx.query<DecidedPair & { status: string; ownerId: string | null; leadStatus: string | null } & Said<'lead'>>(
      `SELECT ${pairColumns}, p.status, coalesce(lead.owner_id, account.owner_id) AS "ownerId", lead.status AS "leadStatus",
         lead.region, lead.business_type AS "businessType", lead.product
       FROM possible_duplicate AS p ${pairRecords} WHERE p.id = $1 FOR UPDATE OF p`,
      [id],
    );
    // The record was removed since.
    if (!pair || pair.orgPath === null) throw duplicateErrors.not_found();
    const record = { ...pair, shared: pair.leadStatus === 'available' && openTo(by, pair.orgPath) };
    access.require(by, 'decide', 'duplicate', record);
    if (pair.leadStatus !== null && !access.may(by, 'read', 'lead', record)) throw duplicateErrors.not_found();
    if (pair.status !== 'open') throw duplicateErrors.already_decided({ data: { status: pair.status } });
    return pair;
  }

  async dismiss(tx: Tx, { id }: DecidedPair, by: string, reason: string | null): Promise<void> {
    await tx.query(`UPDATE possible_duplicate SET status = 'dismissed', decided_by = $2, decided_at = $3, decision = $4, version = version + 1 WHERE id = $1`, [id, by, tx.now, reason]);
  }

  /** Ends the open pairs of these two, in whichever order they were found: they are one. */
  async merged(tx: Tx, one: string, other: string, by: string): Promise<DecidedPair[]> {
    const ended = await tx.query<{ id: string }>(
      `UPDATE possible_duplicate SET status = 'merged', decided_by = $3, decided_at = $4, version = version + 1
       WHERE status = 'open' AND ((record_id = $1 AND other_id = $2) OR (record_id = $2 AND other_id = $1)) RETURNING id`,
      [one, other, by, tx.now],
    );
    if (ended.length === 0) return [];
    return tx.query<DecidedPair>(`SELECT ${pairColumns} FROM possible_duplicate AS p ${pairRecords} WHERE p.id = ANY ($1::uuid[]) ORDER BY p.id`, [ended.map(({ id }) => id)]);
  }
}
