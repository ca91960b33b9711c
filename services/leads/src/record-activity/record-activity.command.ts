import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { v7 as uuidv7 } from 'uuid';
import { LeadScoring } from '../intake/lead-scoring';
import { requireLead } from '../lead/lead-access';
import { contactedFact } from '../lead/lead-facts';
import { leadState } from '../lead/lead-state.dto';
import { LeadDeadlines } from '../lead/lead.deadlines';
import { LeadRepository } from '../lead/lead.repository';
import { PoolRepository } from '../pool/pool.repository';
import type { RecordActivity, RecordedActivity } from './record-activity.dto';

interface NewActivity extends RecordActivity {
  id: string;
  leadId: string;
  personId: string;
}

/** Notes a call, visit, mail … with an owned lead. What counts as work on it renews its protection, up to the policy's maximum. */
@Injectable()
export class RecordActivityCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: LeadRepository,
    private readonly pools: PoolRepository,
    private readonly deadlines: LeadDeadlines,
    private readonly scoring: LeadScoring,
    private readonly outbox: Outbox,
  ) {}

  /** @throws lead.not_found, lead.wrong_status, lead.protection_ended, access.denied */
  async execute(command: Omit<RecordActivity, 'on'> & { leadId: string; on?: RecordActivity['on'] }, by: Principal): Promise<RecordedActivity> {
    const activity: NewActivity = { on: 'lead', ...command, id: uuidv7(), personId: by.personId };
    return this.transaction.run(async (tx) => {
      const lead = await this.leads.lock(tx, command.leadId);
      requireLead(by, 'log-activity', lead);
      const rules = await this.pools.rules(tx, await this.pools.find(tx, lead.poolId), lead.policyVersion);
      const { kind, minutes, on } = activity;
      const byOwner = by.personId === lead.ownerId;
      const resets = lead.recordActivity({ kind, on, byOwner, ...(minutes !== undefined && { minutes }) }, rules, tx.now);
      await Promise.all([
        this.leads.save(tx, [lead]),
        insertActivity(tx, activity, resets),
        this.deadlines.set(tx, lead.poolId, [lead], () => rules),
        this.outbox.append(tx, contactedFact(lead, activity, resets)),
      ]);
      await this.scoring.rescore(tx, [lead], command.outlook);
      return { ...leadState(lead), activityId: activity.id, resets };
    });
  }
}

async function insertActivity(tx: Tx, { id, leadId, personId, kind, minutes, note, on }: NewActivity, resets: boolean): Promise<void> {
  await tx.query(
    'INSERT INTO activity (id, lead_id, person_id, kind, minutes, note, occurred_at, resets, on_record) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [id, leadId, personId, kind, minutes ?? null, note ?? null, tx.now, resets, on],
  );
}
