import type { Principal } from '@throughline/access/principal';
import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import { Outbox } from '@throughline/messaging/outbox';
import { leadPolicySchema } from '@throughline/policy/lead-policy';
import { v7 as uuidv7 } from 'uuid';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { LeadsOverHttp } from '../leads-http.fixture';
import { day0, LeadsOnPostgres } from '../leads.fixture';
import { OpenPoolCommand } from '../open-pool/open-pool.command';
import { layOwnedLeads } from '../policy/owned-leads.fixture';
import { RecycleLeadsCommand } from '../recycle-leads/recycle-leads.command';
import { openPool } from '../seed';
import { WorkPoliciesCommand } from '../work-policies/work-policies.command';
import { MovePoolLeads } from './move-pool-leads';

jest.setTimeout(60_000);

let service: LeadsOnPostgres;
let http: LeadsOverHttp;
let head: Principal;
let rep: Principal;
const other = uuidv7();
const brisk = leadPolicySchema.parse({ ...openPool.policy, id: 'brisk', clock: { ...openPool.policy.clock, quietDays: 5, refreshDays: 2 } });
beforeEach(async () => {
  service = await LeadsOnPostgres.start({ now: day0 });
  http = await LeadsOverHttp.start(service);
  head = await service.person('sales-head', '1.');
  rep = await service.person('sales-rep');
  http.signIn(head, rep);
  await service.get(OpenPoolCommand).execute({ id: other, key: 'other', name: 'Other', orgPath: '1.1.', policy: brisk }, 'test');
  service.get(MovePoolLeads).forgottenAfter = 0;
});
afterEach(async () => {
  await http.stop();
  await service.stop();
});

const close = (body: object, by = head) => http.send('POST', `/v1/pools/${service.poolId}/close`, by, { reason: 'One pool is enough', ...body });
const work = () => service.get(WorkPoliciesCommand).execute();
const leadsNow = () =>
  service.database.query(`SELECT pool_id AS pool, status, org_path AS path, policy_version AS rules, to_char(protected_until AT TIME ZONE 'Asia/Shanghai', 'MM-DD') AS until FROM lead ORDER BY id`);

it('an empty pool is closed; it takes no leads and gives none', async () => {
  expect(await close({})).toMatchObject({ status: 202, body: { status: 'closed', leadsTo: null, left: 0, version: 2 } });
  expect(await close({})).toMatchObject({ status: 202, body: { version: 2 } });
  expect((await service.database.facts()).filter((fact) => fact === 'pool.closed')).toHaveLength(1);
  expect(await http.send('POST', '/v1/leads', rep, { poolId: service.poolId, companyName: 'Late' })).toMatchObject({ status: 409, body: { code: 'pool.closed' } });
  // The other one is now the only open one.
  expect(await http.send('POST', '/v1/leads', rep, { companyName: 'Later' })).toMatchObject({ status: 201, body: { poolId: other } });
});

it('with leads in it, it says where they go: free ones wait there, owned ones stay with their owners under the rules there', async () => {
  await service.lead(rep, { poolId: service.poolId });
  const leadId = await service.lead(rep, { poolId: service.poolId });
  await service.get(ClaimLeadCommand).execute({ leadId }, rep);
  expect(await close({})).toMatchObject({ status: 409, body: { code: 'pool.not_empty', data: { leads: 2 } } });
  expect(await close({ moveTo: service.poolId })).toMatchObject({ status: 422, body: { code: 'pool.same' } });
  expect(await close({ moveTo: other }, rep)).toMatchObject({ status: 403 });
  await service.database.truncate();
  expect(await close({ moveTo: other })).toMatchObject({ status: 202, body: { leadsTo: other, left: 2 } });
  expect(await http.send('POST', `/v1/pools/${other}/close`, head, { reason: 'None at all' })).toMatchObject({ status: 409, body: { code: 'pool.awaits_leads' } });
  await work();
  expect(await leadsNow()).toEqual([
    { pool: other, status: 'available', path: '1.1.', rules: 1, until: null },
    { pool: other, status: 'owned', path: '1.1.1.', rules: 1, until: '03-30' },
  ]);
  expect((await service.database.facts()).filter((fact) => fact !== 'clock.poked')).toEqual(['pool.closed', 'lead.moved', 'lead.moved', 'pool.emptied']);
  expect((await http.send('GET', `/v1/pools/${service.poolId}`, head)).body).toMatchObject({ status: 'closed', leads: { available: 0, owned: 0 }, closed: { leadsTo: other, moved: 2 } });
  // Its clock there warns and takes it back.
  await service.database.setNow(new Date('2026-03-30T10:00:00Z'));
  await service.get(RecycleLeadsCommand).execute({ poolId: service.poolId });
  expect((await service.get(RecycleLeadsCommand).execute({ poolId: other })).reminded).toBe(1);
  const [{ pool }] = await service.database.query('SELECT pool_id AS pool FROM ownership WHERE ended_at IS NULL');
  expect(pool).toBe(other);
});

it('killed at every batch, each lead is moved once; what came in at the last moment goes along', async () => {
  const owned = Array.from({ length: 700 }, () => ({ id: uuidv7(), owner: rep, claimedAt: day0 }));
  await layOwnedLeads(service, owned, openPool.policy, chinaCalendar(2026, 2026));
  const columns = 'status, display_name, channel, captured_at, captured_by, org_path, policy_version, pool_since, version';
  const free = await service.lead(rep, { poolId: service.poolId });
  await service.database.query(`INSERT INTO lead (id, pool_id, ${columns}) SELECT uuidv7(), pool_id, ${columns} FROM lead, generate_series(1, 599) WHERE id = $1`, [free]);
  expect((await close({ moveTo: other, graceDays: 3 })).body.left).toBe(1_300);
  const outbox = service.get(Outbox);
  const append = outbox.append.bind(outbox);
  let steps = 0;
  let kills = 0;
  outbox.append = async (tx, events) => {
    await append(tx, events);
    if ([events].flat()[0]?.aggregate !== 'lead') return;
    if ((steps += 1) === 4) await service.database.query(`INSERT INTO lead (id, pool_id, ${columns}) SELECT uuidv7(), $2, ${columns.replace('status', "'available'")} FROM lead WHERE id = $1`, [free, service.poolId]);
    if (steps % 2 === 1) throw new Error('killed');
  };
  for (let over = false; !over; kills += 1) over = await work().then(() => true, () => false);
  outbox.append = append;
  expect(kills).toBeGreaterThan(3);
  const [row] = await service.database.query(`SELECT count(*)::int AS all, count(*) FILTER (WHERE pool_id = $1)::int AS moved, count(*) FILTER (WHERE status = 'owned')::int AS owned FROM lead`, [other]);
  expect(row).toEqual({ all: 1_301, moved: 1_301, owned: 700 });
  const told = (await service.database.events()).filter(({ type }) => type.includes('lead.moved')).map(({ payload }) => payload.leadId as string);
  expect([told.length, new Set(told).size]).toEqual([1_301, 1_301]);
  const books = await service.database.query('SELECT book, count(*)::int AS count FROM deadline GROUP BY book');
  expect(books).toEqual([{ book: `pool:${other}`, count: 700 }]);
});

it('is refused while a form brings leads into it', async () => {
  await service.database.query(
    `INSERT INTO lead_form (id, name, public_key, allowed_origins, fields, source, pool_id, captcha_required, trap_field, phone_country, per_minute, per_address_per_minute, status, opened_by, opened_at, version)
     VALUES (uuidv7(), 'Contact us', 'key', '{https://x.example}', '{}', 'web', $1, false, 'fax', 'CN', 10, 10, 'open', 'x', now(), 1)`,
    [service.poolId],
  );
  expect(await close({})).toMatchObject({ status: 409, body: { code: 'pool.fed_by_forms', data: { forms: ['Contact us'] } } });
});
