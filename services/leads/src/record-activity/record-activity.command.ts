import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { v7 as uuidv7 } from 'uuid';
import { LeadScoring } from '../intake/lead-scoring';
import { requireLead } from '../lead/lead-access';
import { leadState } from '../lead/lead-state.dto';
import { LeadRepository } from '../lead/lead.repository';
import { PoolRepository } from '../pool/pool.repository';
import { ActivityWriter } from './activity-writer';
import type { RecordActivity, RecordedActivity } from './record-activity.dto';

/** Notes a call, visit, mail … with an owned lead. What counts as work on it renews its protection, up to the policy's maximum. */
@Injectable()
export class RecordActivityCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: LeadRepository,
    private readonly pools: PoolRepository,
    private readonly writer: ActivityWriter,
    private readonly scoring: LeadScoring,
  ) {}

  /** @throws lead.not_found, lead.wrong_status, lead.protection_ended, access.denied */
  async execute(command: Omit<RecordActivity, 'on'> & { leadId: string; on?: RecordActivity['on'] }, by: Principal): Promise<RecordedActivity> {
    return this.transaction.run(async (tx) => {
      const lead = await this.leads.lock(tx, command.leadId);
      requireLead(by, 'log-activity', lead);
      const rules = await this.pools.rules(tx, await this.pools.find(tx, lead.poolId), lead.policyVersion);
      const { kind, minutes, note, on = 'lead' } = command;
      const activityId = uuidv7();
      const resets = await this.writer.write(tx, lead, { id: activityId, personId: by.personId, kind, minutes, note, on }, rules, tx.now);
      await this.scoring.rescore(tx, [lead], command.outlook);
      return { ...leadState(lead), activityId, resets };
    });
  }
}
