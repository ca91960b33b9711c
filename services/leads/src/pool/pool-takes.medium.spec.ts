import { randomBytes } from 'node:crypto';
import type { Principal } from '@throughline/access/principal';
import { ChangePoolCommand } from '../change-pool/change-pool.command';
import { LeadsOverHttp } from '../leads-http.fixture';
import { day0, LeadsOnPostgres } from '../leads.fixture';

jest.setTimeout(60_000);

const page = 'https://www.mills.example';
let service: LeadsOnPostgres;
let http: LeadsOverHttp;
let head: Principal;
let east: Principal;
let west: Principal;
let admin: Principal;
const pools: Record<string, string> = {};
/** Names that are like no other. */
const name = () => randomBytes(12).toString('hex').replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)]!);

const open = (key: string, takes: string[], unit = '1.') =>
  http.send('POST', '/v1/pools', head, { key, name: key, unit, policyId: 'open-pool', takes });
const change = (key: string, body: object) => http.send('PATCH', `/v1/pools/${pools[key]}`, head, body);
const enter = (fields: object, by = east) => http.send('POST', '/v1/leads', by, { companyName: name(), ...fields });
/** Key of the pool that a lead of the type goes to, or why to none. */
const goesTo = async (businessType: string | undefined, by = east): Promise<string | undefined> => {
  const { body } = await enter({ ...(businessType && { businessType }) }, by);
  return Object.keys(pools).find((key) => pools[key] === body.poolId) ?? body.code;
};

beforeAll(async () => {
  service = await LeadsOnPostgres.start({ now: day0 });
  http = await LeadsOverHttp.start(service);
  head = await service.person('sales-head', '1.');
  east = await service.person('sales-rep', '1.2.1.');
  west = await service.person('sales-rep', '1.3.1.');
  admin = await service.person('admin', '1.2.');
  http.signIn(head, east, west, admin);
  await service.database.query(`INSERT INTO known_unit (id, name, path, version, document) SELECT uuidv7(), path, path, 1, '{}' FROM unnest(ARRAY['1.', '1.2.', '1.3.']) AS u(path)`);
  pools.general = service.poolId;
  for (const [key, takes, unit] of [['direct', ['direct'], '1.'], ['telesales', ['telesales', 'events'], '1.'], ['east', ['direct'], '1.2.']] as const) {
    const opened = await open(key, [...takes], unit);
    expect(opened).toMatchObject({ status: 201, body: { key, takes: [...takes].sort() } });
    pools[key] = opened.body.poolId;
  }
});
afterAll(async () => {
  await http.stop();
  await service.stop();
});

describe('a lead that names no pool', () => {
  it('enters the pool that takes its type, of the unit nearest above who enters it; the general one where none does', async () => {
    expect([await goesTo('direct'), await goesTo('direct', west), await goesTo('direct', head)]).toEqual(['east', 'direct', 'direct']);
    expect([await goesTo('telesales'), await goesTo('events', west)]).toEqual(['telesales', 'telesales']);
    expect([await goesTo('rentals'), await goesTo(undefined)]).toEqual(['general', 'general']);
    expect((await enter({ businessType: 'direct', poolId: pools.telesales })).body.poolId).toBe(pools.telesales);
  });

  it('is judged by the type that the rules of classification give it', async () => {
    expect((await enter({ channel: 'event' })).body.poolId).toBe(pools.telesales);
    expect((await enter({ channel: 'telephone' })).body.poolId).toBe(pools.telesales);
    expect((await enter({ website: `https://${name()}.example` })).body.poolId).toBe(pools.east);
    expect((await enter({ channel: 'partner', referrer: 'Delta Partners' })).body.poolId).toBe(pools.general);
  });

  it('stays in its pool when its type, or what the pool takes, becomes another', async () => {
    const { leadId } = (await enter({ businessType: 'events' })).body;
    expect(await change('telesales', { takes: ['telesales'] })).toMatchObject({ status: 200, body: { takes: ['telesales'] } });
    expect(await goesTo('events')).toBe('general');
    expect((await http.send('GET', `/v1/leads/${leadId}`, head)).body.poolId).toBe(pools.telesales);
  });

  it('comes by a form that names none as if who opened it had entered it', async () => {
    const asked = { name: 'Spring', allowedOrigins: [page], fields: [{ name: 'companyName', label: 'Company', required: true }], source: 'website', businessType: 'direct' };
    const form = await http.send('POST', '/v1/lead-forms', admin, asked);
    expect(form).toMatchObject({ status: 201, body: { poolId: null } });
    const submitted = () => http.send('POST', `/v1/forms/${form.body.publicKey}/leads`, undefined, { values: { companyName: name() } }, { origin: page });
    const poolOfLast = async () => (await service.database.query<{ pool: string }>(`SELECT pool_id AS pool FROM lead WHERE form_id = $1 ORDER BY id DESC LIMIT 1`, [form.body.formId]))[0]?.pool;
    expect([(await submitted()).status, await poolOfLast()]).toEqual([202, pools.east]);
    // What it is decided at is the moment of sending, not that of opening.
    expect(await change('east', { takes: ['rentals'] })).toMatchObject({ status: 200 });
    expect([(await submitted()).status, await poolOfLast()]).toEqual([202, pools.direct]);
    expect(await change('east', { takes: ['direct'] })).toMatchObject({ status: 200 });
    expect(await http.send('POST', `/v1/lead-forms/${form.body.formId}/close`, admin)).toMatchObject({ status: 200 });
  });

  it('passes on by a pool that is closed', async () => {
    await http.send('POST', `/v1/pools/${pools.east}/close`, head, { reason: 'moved', moveTo: pools.direct });
    expect(await goesTo('direct')).toBe('direct');
    expect(await http.send('POST', '/v1/leads', east, { companyName: 'Ropes', poolId: pools.east })).toMatchObject({ status: 409, body: { code: 'pool.closed' } });
    // Its type is free in its unit.
    const again = await open('east-again', ['direct'], '1.2.');
    pools.again = again.body.poolId;
    expect([again.status, await goesTo('direct')]).toEqual([201, 'again']);
  });

  it('is refused where nothing takes it and no pool is general, or two are as near', async () => {
    pools.second = (await open('second', [])).body.poolId;
    const refused = await enter({ businessType: 'rentals' });
    expect(refused).toMatchObject({ status: 422, body: { code: 'pool.none_open', field: 'poolId', data: { businessType: 'rentals' } } });
    expect(refused.body.data.open).toContainEqual({ id: pools.direct, name: 'direct', takes: ['direct'] });
    await change('second', { takes: ['rentals'] });
    expect([await goesTo('rentals'), await goesTo('other')]).toEqual(['second', 'general']);
    await change('general', { takes: ['wholesale'] });
    expect([await goesTo('rentals'), await goesTo('other')]).toEqual(['second', 'pool.none_open']);
    await change('general', { takes: [] });
  });
});

describe('a business type', () => {
  it('is taken by one open pool of a unit, whoever asks at the same moment; the other is named', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map((n) => open(`rush-${n}`, ['rush', `own-${n}`])));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const winner = answers.find(({ status }) => status === 201)!.body;
    for (const { body } of answers.filter(({ status }) => status === 409)) {
      expect(body).toMatchObject({ code: 'pool.business_type_taken', field: 'takes', data: { businessTypes: ['rush'], pool: { poolId: winner.poolId, key: winner.key, name: winner.name } } });
    }
    const claims = await Promise.allSettled(['direct', 'telesales', 'general', 'second'].map((key) => service.get(ChangePoolCommand).execute({ poolId: pools[key]!, takes: ['contested'] }, head)));
    expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [row] = await service.database.query<{ count: number }>(`SELECT count(*)::int AS count FROM pool WHERE 'contested' = ANY (takes)`);
    expect(row!.count).toBe(1);
  });

  it('is not taken along into a unit where another pool takes it, and is told by the facts of the pool', async () => {
    await service.database.truncate();
    pools.west = (await open('west', ['quarry'], '1.3.')).body.poolId;
    pools.quarry = (await open('quarry', ['quarry'], '1.')).body.poolId;
    expect(await change('west', { unit: '1.' })).toMatchObject({ status: 409, body: { code: 'pool.business_type_taken' } });
    expect(await change('west', { unit: '1.', takes: ['pits', 'caves'] })).toMatchObject({ status: 200, body: { takes: ['caves', 'pits'], version: 2 } });
    expect(await change('west', { takes: ['pits', 'caves'] })).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await change('west', { takes: ['pits', 'pits'] })).toMatchObject({ status: 400 });
    const told = (await service.database.events()).map(({ payload }) => payload).filter((payload) => 'takes' in payload);
    expect(told).toMatchObject([{ takes: ['quarry'] }, { takes: ['quarry'] }, { takes: ['caves', 'pits'], before: { takes: ['quarry'], unit: '1.3.' } }]);
  });
});
