import { Injectable } from '@nestjs/common';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import type { ActivityRecord } from '@throughline/policy/lead-policy';
import { contactedFact } from '../lead/lead-facts';
import { LeadDeadlines } from '../lead/lead.deadlines';
import type { LeadRules } from '../lead/lead-moments';
import type { Lead } from '../lead/lead.entity';
import { LeadRepository } from '../lead/lead.repository';

export interface NewActivity {
  id: string;
  personId: string;
  kind: string;
  /** Length, where known. */
  minutes?: number | undefined;
  on: ActivityRecord;
  note?: string | undefined;
}

/** An activity with a locked, owned lead, by whatever way it was told: the lead, its history, its line in the pool's book, one fact. */
@Injectable()
export class ActivityWriter {
  constructor(
    private readonly leads: LeadRepository,
    private readonly deadlines: LeadDeadlines,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @param at when it was done; not after `now`, by which protection must not have ended
   * @returns whether it counts as work on the lead
   * @throws lead.wrong_status, lead.protection_ended
   */
  async write(tx: Tx, lead: Lead, activity: NewActivity, rules: LeadRules, now: Date, at = now): Promise<boolean> {
    const { kind, minutes, on, personId } = activity;
    const resets = lead.recordActivity({ kind, on, byOwner: personId === lead.ownerId, ...(minutes !== undefined && { minutes }) }, rules, now, at);
    await Promise.all([
      this.leads.save(tx, [lead]),
      insertActivity(tx, lead.id, activity, resets, at),
      this.deadlines.set(tx, lead.poolId, [lead], () => rules),
      this.outbox.append(tx, contactedFact(lead, activity, resets)),
    ]);
    return resets;
  }
}

async function insertActivity(tx: Tx, leadId: string, { id, personId, kind, minutes, note, on }: NewActivity, resets: boolean, at: Date): Promise<void> {
  await tx.query(
    'INSERT INTO activity (id, lead_id, person_id, kind, minutes, note, occurred_at, resets, on_record) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [id, leadId, personId, kind, minutes ?? null, note ?? null, at, resets, on],
  );
}
