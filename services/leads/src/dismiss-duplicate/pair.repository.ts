import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import type { Tx } from '@throughline/persistence/transaction';
import { duplicateErrors } from '../duplicates/duplicate.errors';
import type { DecidedPair } from '../duplicates/duplicate-facts';

/** Pairs that somebody decides. */
@Injectable()
export class PairRepository {
  /** An open pair within the caller's reach, locked. @throws duplicate.not_found, duplicate.already_decided */
  async lock(tx: Tx, id: string, by: Principal): Promise<DecidedPair> {
    const [pair] = await tx.query<DecidedPair & { status: string; ownerId: string | null; leadStatus: string }>(
      `SELECT p.id, p.lead_id AS "leadId", p.other_kind AS "otherKind", p.other_id AS "otherId", lead.org_path AS "orgPath", p.version, p.status,
         lead.owner_id AS "ownerId", lead.status AS "leadStatus"
       FROM possible_duplicate AS p JOIN lead ON lead.id = p.lead_id WHERE p.id = $1 FOR UPDATE OF p`,
      [id],
    );
    if (!pair) throw duplicateErrors.not_found();
    access.require(by, 'decide', 'duplicate', { ownerId: pair.ownerId, orgPath: pair.orgPath, shared: pair.leadStatus === 'available' });
    if (pair.status !== 'open') throw duplicateErrors.already_decided({ data: { status: pair.status } });
    return pair;
  }

  async dismiss(tx: Tx, { id }: DecidedPair, by: string, reason: string | null): Promise<void> {
    await tx.query(`UPDATE possible_duplicate SET status = 'dismissed', decided_by = $2, decided_at = $3, decision = $4, version = version + 1 WHERE id = $1`, [id, by, tx.now, reason]);
  }
}
