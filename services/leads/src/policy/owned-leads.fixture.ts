import type { Principal } from '@throughline/access/principal';
import { leadClock, nextLeadMoment } from '@throughline/policy/lead-clock';
import type { LeadPolicy } from '@throughline/policy/lead-policy';
import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import { v7 as uuidv7 } from 'uuid';
import type { LeadsOnPostgres } from '../leads.fixture';

export interface OwnedLead {
  id: string;
  owner: Principal;
  claimedAt: Date;
  /** Visits since; each of them counts. */
  visits?: Date[];
  exemptions?: string[];
}

/** Owned leads with what belongs to them, as if they had been claimed and visited one by one: for tests and benches that need thousands. */
export async function layOwnedLeads(service: LeadsOnPostgres, leads: readonly OwnedLead[], policy: LeadPolicy, calendar: WorkingCalendar): Promise<void> {
  const rows = leads.map(({ id, owner, claimedAt, visits = [], exemptions = [] }) => {
    const resets = visits.length > 0 ? [{ kind: 'visit', at: visits.at(-1)! }] : [];
    const facts = { claimedAt, resets, exemptions, firstAnsweredAt: visits[0], lastVisitAt: visits.at(-1), sentSteps: [] };
    const { dueAt, because, exemption } = leadClock(facts, policy, calendar);
    const next = nextLeadMoment(facts, policy, calendar);
    return {
      id, owner_id: owner.personId, org_path: owner.unitPath, claimed_at: claimedAt, resets, exemptions, exemption, protected_until: dueAt, because,
      first_answered_at: visits[0], last_visit_at: visits.at(-1), ownership: uuidv7(), version: 2 + visits.length, next: next?.at, next_because: next?.because,
    };
  });
  const visits = leads.flatMap(({ id, owner, visits: at = [] }) => at.map((occurred_at) => ({ id: uuidv7(), lead_id: id, person_id: owner.personId, occurred_at })));
  const shape = `r(id uuid, owner_id uuid, org_path text, claimed_at timestamptz, resets jsonb, exemptions text[], exemption text, protected_until timestamptz, because jsonb,
    first_answered_at timestamptz, last_visit_at timestamptz, ownership uuid, version int, next timestamptz, next_because jsonb)`;
  for (let from = 0; from < rows.length; from += 5_000) {
    const some = JSON.stringify(rows.slice(from, from + 5_000));
    await service.database.query(
      `INSERT INTO lead (id, pool_id, status, display_name, captured_at, captured_by, org_path, policy_version, pool_since, version, owner_id, claimed_at,
         resets, exemptions, exemption, protected_until, because, first_answered_at, last_visit_at, last_activity_at)
       SELECT id, $2, 'owned', 'Lead ' || id, claimed_at, 'fixture', org_path, $3, claimed_at, version, owner_id, claimed_at,
         resets, exemptions, exemption, protected_until, because, first_answered_at, last_visit_at, last_visit_at FROM json_to_recordset($1::json) AS ${shape}`,
      [some, service.poolId, policy.version],
    );
    await service.database.query(
      `INSERT INTO ownership (id, lead_id, pool_id, owner_id, acquired, policy_version, started_at)
       SELECT ownership, id, $2, owner_id, 'claimed', $3, claimed_at FROM json_to_recordset($1::json) AS ${shape}`,
      [some, service.poolId, policy.version],
    );
    await service.database.query(
      `INSERT INTO deadline (book, subject_id, kind, rank, due_at, because, version)
       SELECT 'pool:' || $2, id::text, 'remind', 0, next, next_because, version FROM json_to_recordset($1::json) AS ${shape} WHERE next IS NOT NULL`,
      [some, service.poolId],
    );
  }
  for (let from = 0; from < visits.length; from += 5_000) {
    await service.database.query(
      `INSERT INTO activity (id, lead_id, person_id, kind, occurred_at, resets)
       SELECT id, lead_id, person_id, 'visit', occurred_at, true FROM json_to_recordset($1::json) AS r(id uuid, lead_id uuid, person_id uuid, occurred_at timestamptz)`,
      [JSON.stringify(visits.slice(from, from + 5_000))],
    );
  }
}
