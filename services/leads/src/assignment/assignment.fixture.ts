import type { Principal } from '@throughline/access/principal';
import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import type { AssignmentPolicy } from '@throughline/policy/assignment-policy';
import { assignmentPolicySchema } from '@throughline/policy/assignment-policy';
import { v7 as uuidv7 } from 'uuid';
import type { LeadsOnPostgres } from '../leads.fixture';
import { PolicyRepository } from '../policy/policy.repository';
import { PoolRepository } from '../pool/pool.repository';
import { SetPoolAssignmentCommand } from '../set-pool-assignment/set-pool-assignment.command';
import { WorkAssignmentsCommand } from '../work-assignments/work-assignments.command';

/** An assignment policy as somebody writes it, without its header. */
export type PolicyDraft = Record<string, unknown> & { rules: unknown[] };

export function policyOf(id: string, draft: PolicyDraft): AssignmentPolicy {
  return assignmentPolicySchema.parse({ kind: 'assignment', id, version: 1, effectiveFrom: '2026-01-01', author: 'A', reason: 'R', ...draft });
}

let policies = 0;

/** Puts a policy in force and sets it for the pool. */
export async function assignBy(service: LeadsOnPostgres, head: Principal, draft: PolicyDraft): Promise<void> {
  const policy = policyOf(`policy-${(policies += 1)}`, draft);
  await service.database.transactions.run((tx) => service.get(PolicyRepository).keepFirst(tx, policy));
  await service.get(SetPoolAssignmentCommand).execute({ poolId: service.poolId, policyId: policy.id }, head);
}

/** What the clock of the pool's assignments does at an instant. */
export async function clockAt(service: LeadsOnPostgres, now: Date): ReturnType<WorkAssignmentsCommand['execute']> {
  await service.database.setNow(now);
  return service.get(WorkAssignmentsCommand).execute({ poolId: service.poolId });
}

/** Somebody is away. */
export async function away(service: LeadsOnPostgres, { personId }: Principal, from: string, to: string): Promise<void> {
  await service.database.query('INSERT INTO known_absence (id, person_id, starts_at, ends_at, version) VALUES ($1, $2, $3, $4, 1)', [uuidv7(), personId, from, to]);
}

/** Somebody works in shifts of his own. */
export async function onShift(service: LeadsOnPostgres, { personId }: Principal, key: string, hours: { from: string; to: string }[]): Promise<void> {
  const { id: _id, ...china } = chinaCalendar(2026, 2026);
  const week = { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours };
  const calendar: WorkingCalendar = { ...china, id: key, week, exceptions: {} };
  await service.database.query('INSERT INTO known_calendar (id, version, calendar, shifts) VALUES ($1, 1, $2, true) ON CONFLICT DO NOTHING', [key, calendar]);
  await service.database.query('UPDATE known_person SET calendar_key = $2 WHERE id = $1', [personId, key]);
}

/** Free leads, written past intake: thousands in one statement. */
export async function freeLeads(service: LeadsOnPostgres, count: number, fields: { attributes?: Record<string, string> } = {}): Promise<void> {
  const pool = await service.database.transactions.read(async (tx) => service.get(PoolRepository).find(tx, service.poolId));
  await service.database.query(
    `INSERT INTO lead (id, pool_id, status, display_name, attributes, captured_at, captured_by, org_path, policy_version, pool_since, version)
     SELECT uuidv7(), $1, 'available', 'Firm ' || n, $4, now, 'spec', $2, $3, now, 1 FROM generate_series(1, $5) AS n, sandbox.time`,
    [pool.id, pool.orgPath, pool.policyVersion, fields.attributes ?? {}, count],
  );
}

export const ownerOf = async (service: LeadsOnPostgres, leadId: string): Promise<string | null> => {
  const [row] = await service.database.query<{ owner_id: string | null }>('SELECT owner_id FROM lead WHERE id = $1', [leadId]);
  return row!.owner_id;
};

/** What says that asking again may help: others were before, for a record or for a connection. */
const later: ReadonlySet<string | undefined> = new Set(['concurrency.busy', 'unavailable.database']);

/** As a caller would: who waited too long for his turn asks again. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!later.has((error as { code?: string }).code) || tries === 30) throw error;
    }
  }
}
