import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { updateVersioned } from '@throughline/persistence/update-versioned';
import { v7 as uuidv7 } from 'uuid';
import type { DiscountStatus } from './discount-request.transitions';
import { DiscountRequest, MetMilestone, StagePeriod } from './opportunity-parts.entity';
import { Opportunity } from './opportunity.entity';
import { opportunityErrors } from './opportunity.errors';

export interface NewActivity {
  id: string;
  opportunityId: string;
  personId: string;
  kind: string;
  on: 'deal' | 'quote';
  minutes: number | null;
  note: string | null;
}

@Injectable()
export class OpportunityRepository {
  /** @throws opportunity.not_found */
  async lock(tx: Tx, id: string): Promise<Opportunity> {
    const found = await tx.manager.findOne(Opportunity, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!found) throw opportunityErrors.not_found();
    return found;
  }

  /** Those of the ids that nobody else is at work on; the others are taken next time. */
  lockFree(tx: Tx, ids: string[]): Promise<Opportunity[]> {
    return tx.manager
      .createQueryBuilder(Opportunity, 'opportunity')
      .where('opportunity.id = ANY (:ids)', { ids })
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .getMany();
  }

  /** All of them, in the order of their ids. Waits for who holds one (≤ 2 s, then concurrency.busy). */
  lockAll(tx: Tx, ids: string[]): Promise<Opportunity[]> {
    return tx.manager
      .createQueryBuilder(Opportunity, 'opportunity')
      .where('opportunity.id = ANY (:ids)', { ids })
      .orderBy('opportunity.id')
      .setLock('pessimistic_write')
      .getMany();
  }

  /** @returns false where the deal has its opportunity already */
  async insert(tx: Tx, opportunity: Opportunity): Promise<boolean> {
    const { raw } = await tx.manager.createQueryBuilder().insert().into(Opportunity).values(opportunity).orIgnore().returning('id').execute();
    return (raw as unknown[]).length === 1;
  }

  async find(tx: Tx, id: string): Promise<Opportunity | null> {
    return tx.manager.findOneBy(Opportunity, { id });
  }

  /** Writes what a verb may change, if nobody wrote in between. @throws concurrency.version_mismatch */
  async save(tx: Tx, opportunity: Opportunity): Promise<void> {
    opportunity.version = await updateVersioned(tx, 'opportunity', opportunity.id, opportunity.version, {
      amount: opportunity.amount,
      discount_percent: opportunity.discountPercent,
      status: opportunity.status,
      stage: opportunity.stage,
      stage_entered_at: opportunity.stageEnteredAt,
      cycle: opportunity.cycle,
      terms: opportunity.terms,
      lost_reason: opportunity.lostReason,
      lost_note: opportunity.lostNote,
      reopen_key: opportunity.reopenKey,
      closed_at: opportunity.closedAt,
      finished_at: opportunity.finishedAt,
      sequence: opportunity.sequence,
    });
  }

  async addActivity(tx: Tx, { id, opportunityId, personId, kind, on, minutes, note }: NewActivity): Promise<void> {
    await tx.query(
      'INSERT INTO opportunity_activity (id, opportunity_id, person_id, kind, on_record, minutes, note, occurred_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
      [id, opportunityId, personId, kind, on, minutes, note, tx.now],
    );
  }

  /** Set-based twin of `save` for the stage clock, which changes nothing but the event number. The rows are locked. */
  async saveTold(tx: Tx, opportunities: Opportunity[]): Promise<void> {
    await tx.query('UPDATE opportunity SET sequence = sequence + 1, version = version + 1 WHERE id = ANY ($1::uuid[])', [opportunities.map(({ id }) => id)]);
  }

  /** Gives up to `limit` open and won opportunities of a person to another. @returns them with the number of their next event, in the order of their ids */
  async handOver(tx: Tx, fromId: string, to: { ownerId: string; orgPath: string }, limit: number): Promise<{ id: string; accountId: string; sequence: number }[]> {
    return tx.query(
      `WITH his AS (SELECT id FROM opportunity WHERE owner_id = $1 AND status <> 'lost' ORDER BY id LIMIT $4 FOR UPDATE),
       moved AS (UPDATE opportunity o SET owner_id = $2, org_path = $3, sequence = o.sequence + 1, version = o.version + 1 FROM his WHERE o.id = his.id
         RETURNING o.id, o.account_id, o.sequence)
       SELECT id, account_id AS "accountId", sequence FROM moved ORDER BY id`,
      [fromId, to.ownerId, to.orgPath, limit],
    );
  }

  async metMilestones(tx: Tx, opportunityId: string): Promise<string[]> {
    const rows = await tx.manager.find(MetMilestone, { where: { opportunityId }, select: { opportunityId: true, key: true } });
    return rows.map(({ key }) => key);
  }

  async addMilestone(tx: Tx, milestone: MetMilestone): Promise<void> {
    await tx.manager.insert(MetMilestone, milestone);
  }

  async removeMilestone(tx: Tx, opportunityId: string, key: string): Promise<boolean> {
    const { affected } = await tx.manager.delete(MetMilestone, { opportunityId, key });
    return affected === 1;
  }

  /** Ends the present stay in a stage and begins another. */
  async beginPeriod(tx: Tx, period: Omit<StagePeriod, 'id' | 'leftAt'>): Promise<void> {
    await this.endPeriod(tx, period.opportunityId);
    await tx.manager.insert(StagePeriod, { ...period, id: uuidv7(), leftAt: null });
  }

  async endPeriod(tx: Tx, opportunityId: string): Promise<void> {
    await tx.query('UPDATE stage_period SET left_at = $2 WHERE opportunity_id = $1 AND left_at IS NULL', [opportunityId, tx.now]);
  }

  openDiscount(tx: Tx, opportunityId: string): Promise<DiscountRequest | null> {
    return tx.manager.findOneBy(DiscountRequest, { opportunityId, status: 'requested' });
  }

  findDiscount(tx: Tx, id: string): Promise<DiscountRequest | null> {
    return tx.manager.findOneBy(DiscountRequest, { id });
  }

  /** The newest one of somebody for an opportunity, however it ended, if nobody else has asked since. */
  async lastDiscount(tx: Tx, opportunityId: string, requestedBy: string): Promise<DiscountRequest | undefined> {
    const [last] = await tx.manager.find(DiscountRequest, { where: { opportunityId }, order: { requestedAt: 'DESC', id: 'DESC' }, take: 1 });
    return last?.requestedBy === requestedBy ? last : undefined;
  }

  async addDiscount(tx: Tx, request: DiscountRequest): Promise<void> {
    await tx.manager.insert(DiscountRequest, request);
  }

  /** @returns false where it was concluded already */
  async concludeDiscount(tx: Tx, id: string, status: DiscountStatus, grantedPercent: string | null): Promise<boolean> {
    const { affected } = await tx.manager.update(DiscountRequest, { id, status: 'requested' }, { status, grantedPercent, concludedAt: tx.now });
    return affected === 1;
  }
}
