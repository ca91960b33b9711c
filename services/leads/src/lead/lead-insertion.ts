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

const insertSql = `new_lead AS (
    INSERT INTO lead (${columns})
    SELECT r.id, $2, 'available', "displayName", "companyName", "contactName", email, phone, "creditCode", domain, country, city, product,
      source, campaign, "externalSystem", "externalId", attributes, $3, now, $4, $5, $6, now, 1, ${intakeColumns.values}
    FROM moment CROSS JOIN json_to_recordset($1::json) AS r(id uuid, "displayName" text, "companyName" text, "contactName" text, email text, phone text,
      "creditCode" text, domain text, country text, city text, product text, source text, campaign text, "externalSystem" text,
      "externalId" text, attributes jsonb, ${intakeColumns.record})
  ), new_key AS (
    INSERT INTO lead_key (kind, value, lead_id)
    SELECT kind, value, lead_id FROM moment CROSS JOIN unnest($7::text[], $8::text[], $9::uuid[]) AS k(kind, value, lead_id) ORDER BY kind, value
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
  const rows = JSON.stringify(leads.map(({ id, details }) => ({ id, ...details })));
  return { name: 'lead-insert', sql: insertSql, params: [rows, poolId, importId, capturedBy, orgPath, policyVersion, kinds, values, owners] };
}

/** The same for one. */
export function insertionOfOne({ poolId, importId, capturedBy, orgPath, policyVersion }: Intake, { id, details, keys }: NewLead): Write {
  const { displayName, companyName, contactName, email, phone, creditCode, domain, country, city, product, source, campaign } = details;
  const about = [displayName, companyName, contactName, email, phone, creditCode, domain, country, city, product, source, campaign];
  const origin = [details.externalSystem, details.externalId, JSON.stringify(details.attributes), importId, capturedBy, orgPath, policyVersion];
  const known = [keys.map(({ kind }) => kind), keys.map(({ value }) => value)];
  return { name: 'lead-insert-one', sql: insertOneSql, params: [id, poolId, ...about, ...origin, ...known, intakeColumns.of(details)] };
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
