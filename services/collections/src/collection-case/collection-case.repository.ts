import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { In } from 'typeorm';
import { CollectionCase } from './collection-case.entity';
import { caseErrors } from './collection-case.errors';

/** Cases are written only by holders of their customer's lock. */
@Injectable()
export class CollectionCaseRepository {
  async insert(tx: Tx, collectionCase: CollectionCase): Promise<void> {
    await tx.manager.insert(CollectionCase, { ...collectionCase });
  }

  /** @throws collection_case.not_found */
  async require(tx: Tx, id: string): Promise<CollectionCase> {
    const found = await tx.manager.findOneBy(CollectionCase, { id });
    if (!found) throw caseErrors.not_found();
    return found;
  }

  async openOf(tx: Tx, accountId: string): Promise<CollectionCase | undefined> {
    return (await tx.manager.findOneBy(CollectionCase, { accountId, status: 'open' })) ?? undefined;
  }

  async update(tx: Tx, changed: CollectionCase): Promise<void> {
    await tx.query(
      `UPDATE collection_case SET status = $2, close_reason = $3, closed_at = $4, facts = $5, version = $6
       WHERE id = $1 AND version <= $6 AND facts <= $5`,
      [changed.id, changed.status, changed.closeReason, changed.closedAt, changed.facts, changed.version],
    );
  }

  /** Open cases in pages, by id. */
  async openPage(tx: Tx, after: string | null, limit: number): Promise<CollectionCase[]> {
    const found = tx.manager.createQueryBuilder(CollectionCase, 'one').where("one.status = 'open'").orderBy('one.id').limit(limit);
    return (after ? found.andWhere('one.id > :after', { after }) : found).getMany();
  }

  async openAmong(tx: Tx, accountIds: string[]): Promise<CollectionCase[]> {
    return tx.manager.find(CollectionCase, { where: { status: 'open', accountId: In(accountIds) } });
  }
}
