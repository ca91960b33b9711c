import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { ActivityRecord, LeadPolicy } from '@throughline/policy/lead-policy';
import type { PastActivity } from '@throughline/policy/lead-replay';
import { afterActivity } from '@throughline/policy/lead-replay';
import type { OwnedFacts } from '../lead/lead-moments';
import { sameDocument } from './same-document';

export interface ActivityRow {
  leadId: string;
  personId: string;
  kind: string;
  minutes: number | null;
  on: ActivityRecord;
  at: Date;
}

/** Whether two policies let the same activities count; then what is kept of them holds under both. */
export function sameResets(one: LeadPolicy, other: LeadPolicy): boolean {
  return one === other || sameDocument(one.resets, other.resets);
}

export function pastActivity({ personId, kind, minutes, on, at }: ActivityRow, ownerId: string): PastActivity {
  return { kind, on, at, byOwner: personId === ownerId, ...(minutes !== null && { minutes }) };
}

/** The same ownership as it counts under other rules: which activities renew it is decided anew. */
export function factsUnder(facts: OwnedFacts, activities: readonly PastActivity[], policy: LeadPolicy): OwnedFacts {
  const { resets } = activities.reduce((known, activity) => afterActivity(known, activity, policy), { ...facts, resets: [] } as OwnedFacts);
  return { ...facts, resets: resets ?? [] };
}

/** What was done with leads since their owners have them. */
@Injectable()
export class ActivityHistory {
  /** By lead, earliest first. Index: activity_lead. */
  async ofOwned(tx: Tx, leadIds: readonly string[]): Promise<Map<string, ActivityRow[]>> {
    const rows = await tx.query<ActivityRow>(
      `SELECT a.lead_id AS "leadId", a.person_id AS "personId", a.kind, a.minutes, a.on_record AS on, a.occurred_at AS at
       FROM lead AS l JOIN activity AS a ON a.lead_id = l.id AND a.occurred_at >= l.claimed_at WHERE l.id = ANY($1::uuid[]) ORDER BY a.occurred_at, a.id`,
      [leadIds],
    );
    return byLead(rows);
  }
}

export function byLead<R extends { leadId: string }>(rows: readonly R[]): Map<string, R[]> {
  const found = new Map<string, R[]>();
  for (const row of rows) {
    const list = found.get(row.leadId);
    if (list) list.push(row);
    else found.set(row.leadId, [row]);
  }
  return found;
}
