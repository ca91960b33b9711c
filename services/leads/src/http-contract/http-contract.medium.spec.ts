import { askEverything, differences, expectedMatrix } from '@throughline/testing/route-matrix';
import { shownOf, shownUntold, unwalled } from '@throughline/testing/walls';
import { v7 as uuidv7 } from 'uuid';
import type { Answer } from '../leads-http.fixture';
import { accountRoutes } from './account-routes.fixture';
import type { Call, Expectation } from './expectation.fixture';
import { leadRoutes } from './lead-routes.fixture';
import { leadsMatrix } from './matrix.fixture';
import type { Document, Operation } from './open-api.fixture';
import { routesOf, strangeBodies, wrongBodies, wrongText } from './open-api.fixture';
import { policyRoutes } from './policy-routes.fixture';
import { nobody, RouteBed } from './route-bed.fixture';

// Two cores may be shared with other suites.
jest.setTimeout(120_000);

const expectations = { ...leadRoutes, ...accountRoutes, ...policyRoutes };
const all = Object.entries(expectations);
const those = (wanted: (expectation: Expectation, route: string) => unknown): [string, Expectation][] => all.filter(([route, expectation]) => wanted(expectation, route));
const isChange = (_: Expectation, route: string): boolean => !route.startsWith('GET ');

let bed: RouteBed;
let document: Document;
beforeAll(async () => {
  bed = await RouteBed.start();
  document = (await bed.http.send('GET', '/openapi.json')).body as Document;
});
afterAll(() => bed.stop());

const operationOf = (route: string): Operation => routesOf(document).get(route)!;

/** A problem as everywhere (RFC 9457), and never one that nobody has expected. */
function requireProblem({ status, headers, body }: Answer): void {
  expect(headers.get('content-type')).toContain('application/problem+json');
  expect(body).toMatchObject({ status, code: expect.stringMatching(/^[a-z_]+\.[a-z_]+$/), title: expect.any(String), detail: expect.any(String), action: expect.any(String), instance: expect.stringMatching(/^\/v1\//) });
  expect(body.code).not.toMatch(/^unexpected\./);
}

async function refuses(route: string, call: Call, status: number, code: string, field?: string): Promise<void> {
  const answer = await bed.send(route, call);
  expect({ route, status: answer.status, code: answer.body.code }).toEqual({ route, status, code });
  requireProblem(answer);
  if (field === undefined) return;
  const named = [answer.body.field, ...(answer.body.errors ?? []).map((fault: { field: string }) => fault.field)] as (string | undefined)[];
  expect({ route, field, named: named.some((one) => one === field || one?.startsWith(`${field}.`)) }).toEqual({ route, field, named: true });
}

describe('the OpenAPI document and what is expected of its routes', () => {
  it('name the same routes: a new one needs an expectation', () => {
    expect(Object.keys(expectations).sort()).toEqual([...routesOf(document).keys()].filter((route) => route.includes(' /v1/')).sort());
  });

  it('agree on status, Idempotency-Key and If-Match', () => {
    const promised = all.map(([route, { status, repetition, ifMatch }]) => ({ route, status: [String(status)], key: repetition === 'answered', ifMatch }));
    const documented = all.map(([route]) => {
      const { parameters = [], responses } = operationOf(route);
      const header = (name: string) => parameters.find((parameter) => parameter.in === 'header' && parameter.name === name);
      const version = header('If-Match');
      return { route, status: Object.keys(responses).filter((status) => status !== 'default'), key: header('Idempotency-Key') !== undefined, ifMatch: version && (version.required ? 'required' : 'optional') };
    });
    expect(documented).toEqual(promised);
  });

  it('say for every change what a repetition does', () => {
    expect(those((expectation, route) => isChange(expectation, route) !== (expectation.repetition !== undefined))).toEqual([]);
  });
});

describe('who may ask', () => {
  it.each(those(({ right }) => right))('%s: nobody who has not signed in', async (route, { call }) => {
    const { by: _nobody, ...anonymous } = await call(bed);
    await refuses(route, anonymous, 401, 'access.unauthenticated');
    const answer = await bed.send(route, { ...anonymous, headers: { authorization: 'Bearer forged' } });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="throughline"']);
  });

  it('is as it was agreed, for everybody and every route', async () => {
    const found = await askEverything(await leadsMatrix(bed, document, expectations));
    expect(differences(found, expectedMatrix('leads', found))).toEqual([]);
  });

  it.each(those(({ outside }) => outside))('%s: nobody beyond whose reach the record lies', async (route, { call, outside }) => {
    await refuses(route, { ...(await call(bed)), by: bed.stranger }, 404, outside!);
  });
});

describe('what is asked for', () => {
  it.each(those(({ unknown }) => unknown))('%s: must be there', async (route, { call, unknown }) => {
    const { params, ...rest } = await call(bed);
    const main = params!.id === undefined ? 'publicKey' : 'id';
    await refuses(route, { ...rest, params: { ...params, [main]: nobody } }, 404, unknown!);
  });

  it.each(those((_, route) => route.includes('{')))('%s: must be an id', async (route, { call, wrong = {} }) => {
    const good = await call(bed);
    for (const { name, schema } of (operationOf(route).parameters ?? []).filter((parameter) => parameter.in === 'path')) {
      const values = wrong[name] ?? (schema?.format === 'uuid' ? ['x', `${nobody}0`, "' OR 1=1"] : []);
      for (const value of values) await refuses(route, { ...good, params: { ...good.params, [name]: value } }, 400, 'request.invalid', name);
    }
  });

  it.each(those((_, route) => route.startsWith('GET ')))('%s: by a query that is right', async (route, { call }) => {
    const good = await call(bed);
    const parameters = (operationOf(route).parameters ?? []).filter((parameter) => parameter.in === 'query');
    for (const parameter of parameters) {
      const value = wrongText(document, parameter);
      const query = good.query ? `${good.query}&` : '?';
      if (value !== undefined && !good.query?.includes(`${parameter.name}=`)) await refuses(route, { ...good, query: `${query}${parameter.name}=${encodeURIComponent(value)}` }, 400, 'request.invalid', parameter.name);
    }
    if (parameters.some(({ name }) => name === 'cursor')) await refuses(route, { ...good, query: '?cursor=forged.x' }, 400, 'request.invalid');
    if (parameters.length > 0) await refuses(route, { ...good, query: `${good.query ? `${good.query}&` : '?'}colour=red` }, 400, 'request.invalid', 'colour');
  });

  it.each(those((expectation, route) => isChange(expectation, route) && !expectation.multipart))('%s: by a body that is right', async (route, { call }) => {
    const good = await call(bed);
    const wrong = wrongBodies(document, operationOf(route), good.body);
    expect(wrong.length > 0).toBe(good.body !== undefined);
    for (const { body, field } of wrong) await refuses(route, { ...good, body }, 400, 'request.invalid', field);
    if (good.body === undefined) return;
    await refuses(route, { ...good, body: 'a=b', headers: { ...good.headers, 'content-type': 'text/plain' } }, 415, 'request.unsupported_media_type');
  });

  it.each(those((_, route) => !route.startsWith('GET ')))('%s: by texts that can be kept', async (route, { call }) => {
    const sample = await call(bed);
    for (const { body } of sample.body instanceof FormData ? [] : strangeBodies(document, operationOf(route), sample.body)) {
      const answer = await bed.send(route, { ...(await call(bed)), body });
      if (answer.status >= 400) requireProblem(answer);
    }
  });
});

describe('what is answered', () => {
  it.each(all)('%s: as documented, with the ETag that it has', async (route, { call, status, etag }) => {
    const good = await call(bed);
    const answer = await bed.send(route, good);
    expect({ route, status: answer.status, ...(answer.status !== status && { body: answer.body }) }).toEqual({ route, status });
    const tag = answer.headers.get('etag');
    if (etag === undefined) return expect(tag).toBeNull();
    expect(tag).toEqual(etag === 'version' ? `"${answer.body.version}"` : expect.stringMatching(/^"c-/));
    if (route.startsWith('GET ')) expect((await bed.send(route, { ...good, headers: { 'if-none-match': tag! } })).status).toBe(304);
  });

  it.each(those(({ ifMatch }) => ifMatch))('%s: against the version that was seen', async (route, { call, ifMatch, status }) => {
    const good = await call(bed);
    const { 'if-match': _seen, ...headers } = good.headers ?? {};
    await refuses(route, { ...good, headers: { ...headers, 'if-match': '7' } }, 400, 'request.invalid', 'If-Match');
    await refuses(route, { ...good, headers: { ...headers, 'if-match': '"999"' } }, 412, 'concurrency.version_mismatch');
    const blind = { ...good, headers };
    if (ifMatch === 'required') await refuses(route, blind, 428, 'concurrency.version_required');
    else expect((await bed.send(route, blind)).status).toBe(status);
  });

  it.each(those(isChange))('%s: again as documented', async (route, { call, status, repetition }) => {
    const good = await call(bed);
    const under = (key: string, more: Partial<Call> = {}) => bed.send(route, { ...good, ...more, headers: { ...good.headers, 'idempotency-key': key } });
    const malformed = await under('two words');
    expect([malformed.status, malformed.body.field]).toEqual([400, 'Idempotency-Key']);
    const key = uuidv7();
    const [first, second] = [await under(key), await under(key)];
    expect([first.status, second.status, first.headers.get('idempotency-replayed')]).toEqual([status, status, null]);
    if (repetition === 'no') return expect(second.headers.get('idempotency-replayed')).toBeNull();
    expect([second.headers.get('idempotency-replayed'), second.body]).toEqual(['true', first.body]);
    const other = await under(key, { query: '?another=request' });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency.key_reused']);
    requireProblem(other);
  });
});

describe('a query that forgets its condition', () => {
  const of = (role: 'sales-rep' | 'sales-manager' | 'admin', unitPath: string) => ({ ...bed.rep, personId: uuidv7(), roles: [role], unitPath });

  it.each(['lead', 'account', 'contact', 'activity'])('shows nothing of others of the table %s', async (table) => {
    const { database } = bed.service;
    await bed.made('POST /v1/leads/{id}/activities', { by: bed.rep, params: { id: await bed.owned() }, body: { kind: 'call', minutes: 5 } }, 'activityId');
    await bed.contact(await bed.account());
    await database.query(`UPDATE lead SET status = 'disqualified', end_reason = 'no-need', because = NULL, protected_until = NULL, claimed_at = NULL, owner_id = NULL WHERE status = 'available'`);
    // Outside of the tree; all the records are in it.
    expect([await shownOf(database, table, of('sales-rep', '2.')), await shownOf(database, table, of('sales-manager', '2.')), await shownUntold(database, table)]).toEqual([0, 0, 0]);
    const everything = await shownOf(database, table, of('admin', '1.'));
    expect(everything).toBeGreaterThan(0);
    expect(await shownOf(database, table, bed.rep)).toBeGreaterThan(0);
    expect(await database.transactions.read((tx) => tx.query(`SELECT FROM ${table}`))).toHaveLength(everything);
  });

  // Ownerships of the past belong to whoever had them; a preview is its maker's, a trial is read by ownership. Teams and relationships are read with their customer; seats, offers and quotas by rules.
  it('stands before a wall wherever rows are somebody\'s', async () => {
    const byRules = ['assignment_offer', 'assignment_seat', 'claim_quota', 'view_quota'];
    const ofPast = ['ownership', 'policy_preview_record', 'policy_trial'];
    expect(await unwalled(bed.service.database)).toEqual(['account_ownership', 'account_relationship', 'account_team', ...byRules, ...ofPast].toSorted());
  });
});

describe('the audit trail', () => {
  const lines = (type: string, id: string) => bed.service.database.query('SELECT actor_id AS by, data FROM audit WHERE type = $1 AND aggregate_id = $2', [type, id]);

  it('has a line when a report is taken away as a file, and none when it is not his to take', async () => {
    const id = await bed.made('POST /v1/lead-imports', { by: bed.head, body: bed.leadsFile() }, 'importId');
    const fetched = (by: typeof bed.head) => bed.send('GET /v1/lead-imports/{id}/report.csv', { by, params: { id } });
    expect([(await fetched(bed.stranger)).status, (await fetched(bed.head)).status]).toEqual([404, 200]);
    expect(await lines('throughline.lead_import.exported.v1', id)).toEqual([{ by: bed.head.personId, data: { rows: 1 } }]);
  });

  it('has a line when who looks after a pool sees what it hides from others, not when it stays hidden', async () => {
    const takes = [`t-${uuidv7()}`];
    const poolId = await bed.made('POST /v1/pools', { by: bed.head, body: { ...(bed.newPool() as object), takes } }, 'poolId');
    await bed.made('PATCH /v1/pools/{id}', { by: bed.head, params: { id: poolId }, body: { hiddenFields: ['email', 'phone'] } }, 'poolId');
    await bed.made('PUT /v1/pools/{id}/administrators', { by: bed.head, params: { id: poolId }, body: { people: [bed.stranger.personId] } }, 'poolId');
    const id = await bed.service.lead(bed.head, { poolId, businessType: takes[0]!, email: `${uuidv7()}@x.example` });
    const seen = async (by: typeof bed.head) => (await bed.send('GET /v1/leads/{id}', { by, params: { id } })).body.email as string | null;
    expect([await seen(bed.head), await seen(bed.stranger)]).toEqual([null, expect.stringContaining('@x.example')]);
    expect(await lines('throughline.lead.revealed.v1', id)).toEqual([{ by: bed.stranger.personId, data: { fields: ['email'] } }]);
  });
});
