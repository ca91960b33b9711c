import { randomUUID } from 'node:crypto';
import type { Principal } from '@throughline/access/principal';
import { atTime, envelopeOf } from '@throughline/messaging/envelope';
import { withContext } from '@throughline/observability/context';
import { standardClassification, standardScoring } from '@throughline/policy/default-intake-policies';
import type { CaptureLead } from '@throughline/services/leads/src/capture-lead/capture-lead.dto';
import { blocksOf } from '@throughline/services/leads/src/duplicates/blocks';
import { matchFacts } from '@throughline/services/leads/src/duplicates/match-score';
import { assessLead } from '@throughline/services/leads/src/intake/assess-lead';
import { leadDetails } from '@throughline/services/leads/src/lead/lead-details';
import { capturedFact } from '@throughline/services/leads/src/lead/lead-facts';
import { leadKeys } from '@throughline/services/leads/src/lead/lead-keys';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Bench, Run, Side } from './bench';
import { Child } from './child';
import { countRows, plainPool } from './database';
import { HttpLoad } from './http-load';
import type { LeadsBed } from './leads-bed';
import { leadsBed } from './leads-bed';
import { atOnce, percentile } from './measure';

const httpConnections = 32;
const plainConnections = 16;
const tables = ['lead', 'lead_key', 'duplicate_block', 'outbox', 'audit', 'idempotency'];

export const bench: Bench = {
  name: 'intake',
  needs: ['postgres'],
  async prepare(size) {
    const leads = size === 'full' ? 6_000 : 100;
    const bed = await leadsBed();
    const rep = await bed.service.person('sales-rep');
    const http = await HttpLoad.open(bed.child.port, httpConnections);
    const pool = plainPool(bed.service.database, plainConnections);
    const echo = await Child.start('echo');
    const echoLoad = await HttpLoad.open(echo.port, httpConnections);
    const headers = { authorization: await bed.bearer(rep) };
    return {
      rounds: size === 'full' ? 3 : 1,
      comparisons: [
        {
          row: 'intake',
          work: `${leads} leads by POST, ${httpConnections} connections, relay off; baseline: the same rows in one statement each, ${plainConnections} connections`,
          baseline: statements(bed, pool, rep, leads),
          subject: posts(bed, http, headers, leads),
          expect: { measure: 'rate', floor: 0.3, goal: 0.45 },
          goals: (runs) => (size === 'full' ? slow(runs) : []),
          beside: echoes(echoLoad, headers, leads),
        },
      ],
      async close() {
        http.close();
        echoLoad.close();
        await pool.end();
        await echo.stop();
        await bed.close();
      },
    };
  },
};

function slow(runs: Run[]): string[] {
  const p99 = percentile(runs.flatMap((run) => run.latencies ?? []), 0.99);
  return p99 > 40 ? [`p99 is ${Math.round(p99)} ms; the goal is 40`] : [];
}

let made = 0;
/** Always a company that was not there yet. */
function company(): CaptureLead {
  const n = (made += 1);
  return {
    companyName: `Harbour Cranes No ${n} Co., Ltd.`,
    contactName: `Anna Wang ${n}`,
    email: `anna.wang@cranes-${n}.example`,
    phone: `138${String(n).padStart(8, '0')}`,
    phoneCountry: 'CN',
    city: 'Shanghai',
    country: 'China',
    source: 'web form',
    campaign: 'Spring Fair 2026',
  };
}

async function empty({ service }: LeadsBed): Promise<void> {
  await service.database.truncate(...tables);
}

/** Rows of each table, and how many columns of the leads hold something: a side that leaves columns out has less to write. */
async function written({ service: { database } }: LeadsBed): Promise<Record<string, number>> {
  const [filled] = await database.query('SELECT sum((SELECT count(*) FROM jsonb_each(jsonb_strip_nulls(to_jsonb(lead)))))::int AS "columns of leads" FROM lead');
  return { ...(await countRows(database, ...tables)), ...filled };
}

function posts(bed: LeadsBed, http: HttpLoad, headers: Record<string, string>, leads: number): Side {
  let bodies: string[] = [];
  const post = async (body: string, n: number) => {
    const { status, body: answer } = await http.post('/v1/leads', { ...headers, 'idempotency-key': `capture-${made}-${n}` }, body);
    if (status !== 201) throw new Error(`A lead was answered with ${status}: ${answer}`);
  };
  return {
    name: 'POST /v1/leads',
    async before() {
      // A service that has been up for a while.
      const warm = Array.from({ length: leads / 10 }, () => JSON.stringify(company()));
      await atOnce(warm.length, httpConnections, (n) => post(warm[n]!, n));
      await empty(bed);
      bodies = Array.from({ length: leads }, () => JSON.stringify(company()));
    },
    async run() {
      const { seconds, latencies } = await atOnce(leads, httpConnections, (n) => post(bodies[n]!, n));
      return { items: leads, seconds, latencies, outcome: await written(bed) };
    },
  };
}

/** What the service writes for one lead, as one prepared statement. The lead's id comes as text: it stands in columns of both types. */
const plainStatement = `
WITH new_lead AS (
  INSERT INTO lead (id, pool_id, status, display_name, company_name, contact_name, email, phone, domain, country, city, source, campaign, attributes,
    captured_at, captured_by, org_path, policy_version, pool_since, version, channel, country_code, region, business_type, tags, score, grade, score_rules, score_version)
  VALUES ($1::text::uuid, $2, 'available', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '{}', now(), $13::text, '1.', 1, now(), 1, $23, $24, $25, $26, $27, $28, $29, $30, $31)
), keys AS (
  INSERT INTO lead_key (kind, value, lead_id) SELECT kind, value, $1::text::uuid FROM unnest($14::text[], $15::text[]) AS k(kind, value)
), blocks AS (
  INSERT INTO duplicate_block (block, record_id, record_kind) SELECT block, $1::text::uuid, 'lead' FROM unnest($32::bigint[]) AS b(block)
), answered AS (
  INSERT INTO idempotency (person_id, route, key, request_hash, response) VALUES ($13::text, 'POST /v1/leads', $1::text, $16, $17)
), event AS (
  INSERT INTO outbox (id, aggregatetype, aggregateid, type, topic, key, payload, headers)
  VALUES ($18, 'lead', $1::text, $19::text, $20, $1::text, $21::text::json, $22)
)
INSERT INTO audit (event_id, aggregate_type, aggregate_id, sequence, type, at, actor_type, actor_id, correlation_id, data)
VALUES ($18, 'lead', $1::text, 1, $19::text, now(), 'user', $13::text, $1::text, $21::text::jsonb)`;

function statements(bed: LeadsBed, pool: Pool, rep: Principal, leads: number): Side {
  let rows: unknown[][] = [];
  const write = (values: unknown[]) => pool.query({ name: 'capture', text: plainStatement, values });
  const rowOf = (given: CaptureLead) => plainRow(given, bed.service.poolId, rep);
  return {
    name: 'one statement',
    async before() {
      const warm = Array.from({ length: leads / 10 }, () => rowOf(company()));
      await atOnce(warm.length, plainConnections, async (n) => void (await write(warm[n]!)));
      await empty(bed);
      rows = Array.from({ length: leads }, () => rowOf(company()));
    },
    async run() {
      const { seconds, latencies } = await atOnce(leads, plainConnections, async (n) => void (await write(rows[n]!)));
      return { items: leads, seconds, latencies, outcome: await written(bed) };
    },
  };
}

/** The same bytes as the service writes. */
function plainRow({ phoneCountry, ...raw }: CaptureLead, poolId: string, rep: Principal): unknown[] {
  const details = leadDetails(raw, { phoneCountry });
  assessLead(details, { classification: standardClassification, scoring: standardScoring, today: '' });
  const lead = { id: uuidv7(), details, keys: leadKeys(details) };
  const intake = { poolId, orgPath: '1.', policyVersion: 1, importId: null, capturedBy: rep.personId };
  const request = { correlationId: randomUUID(), traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`, principal: { personId: rep.personId, authType: 'user' } as const };
  const event = withContext(request, () => envelopeOf(capturedFact(intake, lead), { service: 'leads', tenant: 'bench', sandbox: false, brokers: [] }));
  const { displayName, companyName, contactName, email, phone, domain, country, city, source, campaign } = details;
  const columns = [displayName, companyName, contactName, email, phone, domain, country, city, source, campaign];
  const answer = JSON.stringify({ leadId: lead.id, poolId, status: 'available', version: 1 });
  const keys = [lead.keys.map(({ kind }) => kind), lead.keys.map(({ value }) => value)];
  const fact = [event.id, event.type, event.topic, JSON.stringify(event.payload), JSON.stringify(atTime(event.headers, new Date()))];
  const { channel, countryCode, region, businessType, tags, score, grade, scoreRules, scoreVersion } = details;
  const assessed = [channel, countryCode, region, businessType, tags, score, grade, scoreRules, scoreVersion];
  return [lead.id, poolId, ...columns, rep.personId, ...keys, 'x'.repeat(64), answer, ...fact, ...assessed, blocksOf(matchFacts(details)).kept];
}

function echoes(load: HttpLoad, headers: Record<string, string>, leads: number): Side {
  return {
    name: 'bare Fastify echo of the same bodies',
    async run() {
      const body = JSON.stringify(company());
      const { seconds, latencies } = await atOnce(leads, httpConnections, async () => void (await load.post('/v1/leads', headers, body)));
      return { items: leads, seconds, latencies, outcome: {} };
    },
  };
}
