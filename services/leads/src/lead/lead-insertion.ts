import { jsonLines, textColumn } from '@throughline/persistence/columns';
import type { Write } from '@throughline/persistence/write';
import { intakeColumns } from './intake-columns';
import type { LeadDetails } from './lead-details';
import type { LeadKey } from './lead-keys';

/** What all leads of one intake share. */
export interface Intake {
  poolId: string;
  orgPath: string;
  policyVersion: number;
  importId: string | null;
  capturedBy: string;
}
export interface NewLead {
  id: string;
  details: LeadDetails;
  keys: LeadKey[];
}

const columns = `id, pool_id, status, display_name, company_name, contact_name, email, phone, credit_code, domain, country, city, product, source, campaign,
  external_system, external_id, attributes, import_id, captured_at, captured_by, org_path, policy_version, pool_since, version, ${intakeColumns.names}`;

/** Members of `LeadDetails` that are texts, in the order of their columns. */
const about = [
  'displayName', 'companyName', 'contactName', 'email', 'phone', 'creditCode', 'domain', 'country', 'city', 'product', 'source', 'campaign',
  'externalSystem', 'externalId',
] as const;

const insertSql = `new_lead AS (
    INSERT INTO lead (${columns})
    SELECT r.id, $2, 'available', ${about.map((member) => `"${member}"`).join(', ')}, attributes::jsonb, $3, now, $4, $5, $6, now, 1, ${intakeColumns.valuesOfColumns}
    FROM moment CROSS JOIN ROWS FROM (
      unnest($1::uuid[]), string_to_table($7, E'\n'), ${[...about.map(() => 'text[]'), ...intakeColumns.types].map((type, at) => `unnest($${at + 11}::${type})`).join(', ')}
    ) AS r(id, attributes, ${[...about, ...intakeColumns.members].map((member) => `"${member}"`).join(', ')})
  ), new_key AS (
    INSERT INTO lead_key (kind, value, lead_id)
    SELECT kind, value, lead_id FROM moment CROSS JOIN unnest($8::text[], $9::text[], $10::uuid[]) AS k(kind, value, lead_id) ORDER BY kind, value
  )`;

/** Of one lead: a third less to do for the database than with sets of one record. */
const insertOneSql = `new_lead AS (
    INSERT INTO lead (${columns})
    SELECT $1::uuid, $2, 'available', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17::jsonb, $18, now, $19, $20, $21, now, 1, ${intakeColumns.values}
    FROM moment CROSS JOIN json_to_record($24::json) AS r(${intakeColumns.record})
  ), new_key AS (
    INSERT INTO lead_key (kind, value, lead_id)
    SELECT kind, value, $1::uuid FROM moment CROSS JOIN unnest($22::text[], $23::text[]) AS k(kind, value) ORDER BY kind, value
  )`;

/** Leads and their keys; breaks `lead_key_unique` when a key is taken. */
export function insertion({ poolId, importId, capturedBy, orgPath, policyVersion }: Intake, leads: readonly NewLead[]): Write {
  const { kinds, values, owners } = keyColumns(leads);
  const all = leads.map(({ details }) => details);
  const shared = [textColumn(leads.map(({ id }) => id)), poolId, importId, capturedBy, orgPath, policyVersion, jsonLines(all.map(({ attributes }) => attributes))];
  const keys = [kinds, values, owners].map(textColumn);
  const columns = [...about.map((member) => textColumn(all.map((details) => details[member]))), ...intakeColumns.ofMany(all)];
  return { name: 'lead-insert', into: 'lead', sql: insertSql, params: [...shared, ...keys, ...columns] };
}

/** The same for one. */
export function insertionOfOne({ poolId, importId, capturedBy, orgPath, policyVersion }: Intake, { id, details, keys }: NewLead): Write {
  const { displayName, companyName, contactName, email, phone, creditCode, domain, country, city, product, source, campaign } = details;
  const texts = [displayName, companyName, contactName, email, phone, creditCode, domain, country, city, product, source, campaign];
  const origin = [details.externalSystem, details.externalId, JSON.stringify(details.attributes), importId, capturedBy, orgPath, policyVersion];
  const known = [keys.map(({ kind }) => kind), keys.map(({ value }) => value)];
  return { name: 'lead-insert-one', into: 'lead', sql: insertOneSql, params: [id, poolId, ...texts, ...origin, ...known, intakeColumns.of(details)] };
}

export function keyColumns(leads: readonly Pick<NewLead, 'id' | 'keys'>[]): { kinds: string[]; values: string[]; owners: string[] } {
  const columns = { kinds: [] as string[], values: [] as string[], owners: [] as string[] };
  for (const { id, keys } of leads) {
    for (const { kind, value } of keys) {
      columns.kinds.push(kind);
      columns.values.push(value);
      columns.owners.push(id);
    }
  }
  return columns;
}
