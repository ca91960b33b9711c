import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { updateVersioned } from '@throughline/persistence/update-versioned';
import { Contract, ContractSignature, ContractVersion, StoredLegDecision } from './contract.entity';
import { contractErrors } from './contract.errors';

export interface NewActivity { id: string; contractId: string; personId: string; kind: string; minutes: number | null; note: string | null }

@Injectable()
export class ContractRepository {
  /** @throws contract.not_found */
  async lock(tx: Tx, id: string): Promise<Contract> {
    const found = await tx.manager.findOne(Contract, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!found) throw contractErrors.not_found();
    return found;
  }

  /** Under lock, or null. */
  lockOfDeal(tx: Tx, dealId: string, cycle: number): Promise<Contract | null> {
    return tx.manager.findOne(Contract, { where: { dealId, cycle }, lock: { mode: 'pessimistic_write' } });
  }

  /** `C-2026-000001`, never twice; a number may be left out where a draft was rolled back. */
  async nextNumber(tx: Tx): Promise<string> {
    const [row] = await tx.query<{ next: string }>("SELECT nextval('contract_number') AS next");
    return `C-${tx.now.getUTCFullYear()}-${String(row?.next).padStart(6, '0')}`;
  }

  /** @returns false where this win of the deal has its contract already */
  async insert(tx: Tx, contract: Contract): Promise<boolean> {
    const { raw } = await tx.manager.createQueryBuilder().insert().into(Contract).values(contract).orIgnore().returning('id').execute();
    return (raw as unknown[]).length === 1;
  }

  /** @throws concurrency.version_mismatch */
  async save(tx: Tx, contract: Contract): Promise<void> {
    contract.version = await updateVersioned(tx, 'contract', contract.id, contract.version, {
      status: contract.status,
      reason: contract.reason,
      current_version: contract.currentVersion,
      signed_at: contract.signedAt,
      activated_at: contract.activatedAt,
      ended_at: contract.endedAt,
      sequence: contract.sequence,
    });
  }

  /** Gives up to `limit` contracts of a person that have not ended to another. @returns them with the number of their next event */
  async handOver(tx: Tx, fromId: string, to: { ownerId: string; orgPath: string }, limit: number): Promise<{ id: string; dealId: string; sequence: number }[]> {
    return tx.query(
      `WITH his AS (SELECT id FROM contract WHERE owner_id = $1 AND status NOT IN ('refused', 'terminated', 'ended') ORDER BY id LIMIT $4 FOR UPDATE),
       moved AS (UPDATE contract c SET owner_id = $2, org_path = $3, sequence = c.sequence + 1, version = c.version + 1 FROM his WHERE c.id = his.id
         RETURNING c.id, c.deal_id, c.sequence)
       SELECT id, deal_id AS "dealId", sequence FROM moved ORDER BY id`,
      [fromId, to.ownerId, to.orgPath, limit],
    );
  }

  async addVersion(tx: Tx, version: ContractVersion): Promise<void> {
    await tx.manager.insert(ContractVersion, version);
  }

  /** All versions without their texts, in order. */
  async versions(tx: Tx, contractId: string): Promise<Pick<ContractVersion, 'no' | 'changed' | 'reviewRequestedAt' | 'reviewRequestedBy'>[]> {
    return tx.manager.find(ContractVersion, { where: { contractId }, select: { contractId: true, no: true, changed: true, reviewRequestedAt: true, reviewRequestedBy: true }, order: { no: 'ASC' } });
  }

  /** @throws contract.version_not_found */
  async version(tx: Tx, contractId: string, no: number): Promise<ContractVersion> {
    const found = await tx.manager.findOneBy(ContractVersion, { contractId, no });
    if (!found) throw contractErrors.version_not_found();
    return found;
  }

  async noteReviewRequest(tx: Tx, contractId: string, no: number, by: string): Promise<void> {
    await tx.manager.update(ContractVersion, { contractId, no }, { reviewRequestedBy: by, reviewRequestedAt: tx.now });
  }

  decisions(tx: Tx, contractId: string): Promise<StoredLegDecision[]> {
    return tx.manager.findBy(StoredLegDecision, { contractId });
  }

  /** @returns false where the leg has decided on this version already: the first answer stands */
  async addDecision(tx: Tx, decision: StoredLegDecision): Promise<boolean> {
    const { raw } = await tx.manager.createQueryBuilder().insert().into(StoredLegDecision).values(decision).orIgnore().returning('leg').execute();
    return (raw as unknown[]).length === 1;
  }

  /** Those of the ids that are in force and that nobody else is at work on; the others are taken next time. */
  async lockActive(tx: Tx, ids: string[]): Promise<Contract[]> {
    return tx.manager
      .createQueryBuilder(Contract, 'contract')
      .where(`contract.id = ANY (:ids) AND contract.status = 'active'`, { ids })
      .orderBy('contract.id')
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .getMany();
  }

  async addActivity(tx: Tx, { id, contractId, personId, kind, minutes, note }: NewActivity): Promise<void> {
    await tx.query(
      'INSERT INTO contract_activity (id, contract_id, person_id, kind, minutes, note, occurred_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [id, contractId, personId, kind, minutes, note, tx.now],
    );
  }

  signatures(tx: Tx, contractId: string): Promise<ContractSignature[]> {
    return tx.manager.findBy(ContractSignature, { contractId });
  }

  async addSignature(tx: Tx, signature: ContractSignature): Promise<void> {
    await tx.manager.insert(ContractSignature, signature);
  }

  /** Contracts whose review must be running, by id. */
  inReview(tx: Tx, after: string | null, limit: number): Promise<{ id: string; currentVersion: number }[]> {
    return tx.query(
      `SELECT id, current_version AS "currentVersion" FROM contract
       WHERE status = 'in-review' AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2`,
      [after, limit],
    );
  }

  inReviewAmong(tx: Tx, ids: string[]): Promise<{ id: string; currentVersion: number }[]> {
    return tx.query(`SELECT id, current_version AS "currentVersion" FROM contract WHERE status = 'in-review' AND id = ANY ($1::uuid[])`, [ids]);
  }
}
