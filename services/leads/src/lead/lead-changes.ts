import type { Lead } from './lead.entity';

/** What the verbs of a lead change: each property with its column and type. A new fact of a lead is one line here and one in the entity. */
const columns = {
  status: ['status', 'text'],
  ownerId: ['owner_id', 'uuid'],
  orgPath: ['org_path', 'text'],
  policyVersion: ['policy_version', 'int'],
  claimedAt: ['claimed_at', 'timestamptz'],
  lastActivityAt: ['last_activity_at', 'timestamptz'],
  lastVisitAt: ['last_visit_at', 'timestamptz'],
  firstAnsweredAt: ['first_answered_at', 'timestamptz'],
  contractEndAt: ['contract_end_at', 'timestamptz'],
  resets: ['resets', 'jsonb'],
  extensions: ['extensions', 'jsonb'],
  pauses: ['pauses', 'jsonb'],
  reached: ['reached', 'text[]'],
  grace: ['grace', 'jsonb'],
  tags: ['tags', 'text[]'],
  exemptions: ['exemptions', 'text[]'],
  exemption: ['exemption', 'text'],
  protectedUntil: ['protected_until', 'timestamptz'],
  because: ['because', 'jsonb'],
  remindedSteps: ['reminded_steps', 'jsonb'],
  lastOwnerId: ['last_owner_id', 'uuid'],
  poolSince: ['pool_since', 'timestamptz'],
  endReason: ['end_reason', 'text'],
  accountId: ['account_id', 'uuid'],
  keyAccount: ['key_account', 'boolean'],
  dealId: ['deal_id', 'uuid'],
  version: ['version', 'int'],
} as const satisfies Partial<Record<keyof Lead, readonly [string, string]>>;

type Property = keyof typeof columns;
const properties = Object.keys(columns) as Property[];
const assignmentsOf = (some: readonly Property[]): string => some.map((property) => `${columns[property][0]} = c."${property}"`).join(', ');
const recordOf = (some: readonly Property[]): string => `c(id uuid, ${some.map((property) => `"${property}" ${columns[property][1]}`).join(', ')})`;

/**
 * $1: the lead's id; from $2 on what the verbs change (`savedOne`), at the version after its change. A statement of its own because the planner takes any
 * set of records for a hundred rows and reads a table of some thousand leads from end to end to join it.
 */
export const saveOneSql = `UPDATE lead SET ${properties.map((property, at) => `${columns[property][0]} = $${at + 2}::${columns[property][1]}`).join(', ')}
  WHERE lead.id = $1 AND lead.version = $${properties.indexOf('version') + 2}::int - 1 RETURNING lead.id`;
/** The parameter after those of `saveOneSql`. */
export const afterSaveOne = properties.length + 2;

export function savedOne(lead: Lead): unknown[] {
  return [lead.id, ...properties.map((property) => (columns[property][1] === 'jsonb' && lead[property] !== null ? JSON.stringify(lead[property]) : lead[property]))];
}

const saveMany = (some: readonly Property[]): string => `UPDATE lead SET ${assignmentsOf(some)}
  FROM json_to_recordset($1::json) AS ${recordOf(some)} WHERE lead.id = c.id AND lead.version = c.version - 1 RETURNING lead.id`;

/** $1: the leads as JSON (`savedAs`). */
export const saveManySql = saveMany(properties);

/** What a reminder changes: the clock reminds of thousands at once, and most of a lead stays as it is. */
const reminded = ['remindedSteps', 'version'] as const;
/** $1: the leads as JSON (`remindedAs`). */
export const saveRemindedSql = saveMany(reminded);

/** For the statements above: the columns that verbs change, and what the row is found by. */
export function savedAs(leads: readonly Lead[]): string {
  return JSON.stringify(leads.map((lead) => changed(lead, properties)));
}

export function remindedAs(leads: readonly Lead[]): string {
  return JSON.stringify(leads.map((lead) => changed(lead, reminded)));
}

function changed(lead: Lead, some: readonly Property[]): object {
  const row: Record<string, unknown> = { id: lead.id };
  for (const property of some) row[property] = lead[property];
  return row;
}
