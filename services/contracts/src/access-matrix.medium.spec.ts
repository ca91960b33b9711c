import type { Principal } from '@throughline/access/principal';
import { AuditSealer } from '@throughline/messaging/audit-sealer';
import { person } from '@throughline/testing/person';
import { askEverything, differences, expectedMatrix, peopleOfMatrix } from '@throughline/testing/route-matrix';
import { ServiceOverHttp } from '@throughline/testing/service-over-http';
import { wallContract } from '@throughline/testing/wall.contract';
import { contractControllers } from './contracts.controllers';
import { ContractsOnPostgres } from './contracts.fixture';
import { contractProviders } from './contracts.providers';
import { DraftContract } from './draft-contract/draft-contract.command';

jest.setTimeout(60_000);

let service: ContractsOnPostgres;
let http: ServiceOverHttp;
beforeAll(async () => {
  service = await ContractsOnPostgres.start();
  http = await ServiceOverHttp.start({ service: 'contracts', database: service.database, controllers: contractControllers, providers: contractProviders });
});
afterAll(async () => {
  await http?.stop();
  await service?.stop();
});

it('who may ask what is as it was agreed', async () => {
  const people = peopleOfMatrix(person);
  http.signIn(...Object.values(people));
  const id = await service.drafted();
  const [{ dealId }] = await service.database.query('SELECT deal_id AS "dealId" FROM contract WHERE id = $1', [id]);
  const headers = { 'if-match': '"1"' };
  const on = (body?: object) => () => ({ params: { id }, headers, ...(body && { body }) });
  const anew = (body?: object) => async () => ({ params: { id: await service.drafted() }, headers, ...(body && { body }) });
  const found = await askEverything({
    document: (await http.send('GET', '/openapi.json')).body,
    people,
    send: (method, path, by, call) => http.send(method, path, by, call.body, call.headers),
    calls: {
      'GET /v1/audit/contracts': () => ({}),
      'GET /v1/doctor/contracts': () => ({}),
      'GET /v1/audit/contracts/export.csv': () => ({}),
      'GET /v1/contracts': () => ({ theirs: [id] }),
      'GET /v1/contracts/timeline': () => ({ query: `?dealId=${dealId}`, theirs: [id] }),
      'GET /v1/contracts/{id}': () => ({ params: { id } }),
      'GET /v1/contracts/{id}/versions/{no}': () => ({ params: { id, no: '1' } }),
      'POST /v1/contracts/{id}/versions': anew({ body: 'Other clauses' }),
      'POST /v1/contracts/{id}/review-requests': anew(),
      'POST /v1/contracts/{id}/signatures': on({ side: 'ours', signatory: 'Gao Yuan', documentHash: 'a'.repeat(64) }),
      'POST /v1/contracts/{id}/refuse': anew({ reason: 'price' }),
      'POST /v1/contracts/{id}/terminate': anew({ reason: 'price' }),
      'POST /v1/contracts/{id}/activities': on({ kind: 'call', minutes: 5 }),
    },
  });
  expect(differences(found, expectedMatrix('contracts', found))).toEqual([]);
});

describe('a query that forgets its condition', () => {
  wallContract({ database: () => service.database, person, tables: ['contract', 'contract_version', 'contract_activity'], said: { product: 'product' } });
});

describe('whose role is narrowed to products', () => {
  const manager = { ...person(['sales-manager'], '1.1.'), only: { 'sales-manager': { product: ['Valve'] } } };
  const legal = { ...person(['legal'], '1.'), only: { legal: { product: ['Valve'] } } };
  let hoist: string;
  let valve: string;
  let dealId: string;
  beforeAll(async () => {
    http.signIn(manager, legal);
    hoist = await service.drafted();
    dealId = (await service.database.query('SELECT deal_id AS "dealId" FROM contract WHERE id = $1', [hoist]))[0].dealId;
    valve = (await service.get(DraftContract).execute({ ...service.wonDeal(), product: 'Valve' })).id;
  });
  const answer = async (...[method, path, by, body]: [string, string, Principal, object?]) => (await http.send(method, path, by, body, { 'if-match': '"1"' })).body;

  it('finds theirs, and hears of no other that there is one', async () => {
    for (const by of [manager, legal]) {
      expect((await answer('GET', '/v1/contracts?limit=100', by)).items.map(({ id }: { id: string }) => id)).toEqual([valve]);
      expect((await answer('GET', `/v1/contracts/${valve}`, by)).id).toBe(valve);
      expect((await answer('GET', `/v1/contracts/timeline?dealId=${dealId}`, by)).items ?? []).toEqual([]);
      for (const [method, path, body] of [['GET', ''], ['GET', '/versions/1'], ['POST', '/review-requests'], ['POST', '/refuse', { reason: 'no' }]] as const) {
        expect([path, (await answer(method, `/v1/contracts/${hoist}${path}`, by, body)).code]).toEqual([path, expect.stringMatching(/^contract\.(version_)?not_found$/)]);
      }
    }
    expect(await answer('POST', `/v1/contracts/${valve}/review-requests`, manager)).not.toHaveProperty('code');
  });
});

describe('the audit trail', () => {
  const trail = '/v1/audit/contracts';
  const admin = person(['admin']);
  const elsewhere = { ...person([], '1.1.'), rolesElsewhere: [{ role: 'admin' as const, unitPath: '1.2.' }] };
  const owner = person(['sales-rep'], '1.1.1.');
  let id: string;
  beforeAll(async () => {
    http.signIn(admin, elsewhere, owner, service.owner);
    id = await service.drafted();
    await service.database.query(`INSERT INTO known_person (id, name, roles, unit_path, version) VALUES ($1, 'Wu Min', '{sales-rep}', '1.1.1.', 1)`, [service.owner.personId]);
    for (const body of ['First', 'Second', 'Third']) {
      const { version } = (await http.send('GET', `/v1/contracts/${id}`, service.owner)).body;
      await http.send('POST', `/v1/contracts/${id}/versions`, service.owner, { body }, { 'if-match': `"${version}"` });
    }
  });
  const read = async (query: string, by = admin) => (await http.send('GET', `${trail}${query}`, by)).body;

  it('tells who did what on a record, the latest first, page by page', async () => {
    const first = await read(`?record=${id}&limit=3`);
    expect(first.items.map(({ what, by }: { what: string; by: object }) => [what, by])).toEqual(Array.from({ length: 3 }, () => ['contract.version-added', { type: 'sandbox', id: service.owner.personId, name: 'Wu Min' }]));
    expect(first.items[0]).toMatchObject({ at: '2026-03-02T02:00:00.000000Z', record: { kind: 'contract', id }, standsInFor: null, data: { contractId: id } });
    const second = await read(`?record=${id}&limit=3&cursor=${first.next}`);
    expect(second).toMatchObject({ items: [{ what: 'contract.drafted', by: null }], service: 'contracts' });
    expect(second).not.toHaveProperty('next');
    expect((await read('?cursor=bm8.x')).code).toBe('request.invalid');
  });

  it('is narrowed by person, what was done, kind and time', async () => {
    const count = async (query: string): Promise<number> => (await read(`?limit=200&record=${id}&${query}`)).items.length;
    expect(await count(`person=${service.owner.personId}`)).toBe(3);
    expect(await count(`person=${admin.personId}`)).toBe(0);
    expect([await count('what=contract.version-added'), await count('what=contract.version')]).toEqual([3, 0]);
    expect([await count('kind=contract'), await count('kind=opportunity'), await count('without=contract')]).toEqual([4, 0, 0]);
    expect([await count('from=2026-03-02T10:00:00%2B08:00'), await count('until=2026-03-02T02:00:00Z'), await count('from=2026-03-02T02:00:01Z')]).toEqual([4, 0, 0]);
    expect((await read('?from=2026-03-02')).code).toBe('request.invalid');
  });

  it('says in whose place something was done', async () => {
    const line = `INSERT INTO audit (event_id, aggregate_type, aggregate_id, sequence, type, at, actor_type, actor_id, data) VALUES (gen_random_uuid(), 'task', 't1', 1, 'throughline.task.decided.v1', now(), 'link', $1, $2)`;
    await service.database.query(line, [service.owner.personId, { standsInFor: admin.personId }]);
    expect((await read('?record=t1')).items).toMatchObject([{ what: 'task.decided', by: { type: 'link', name: 'Wu Min' }, standsInFor: admin.personId, sealed: false }]);
  });

  it('says what is under a seal, and is seen by nobody whose right ends at a unit', async () => {
    const sealer = new AuditSealer('contracts', service.database.transactions);
    while (await sealer.pass());
    await sealer.stop();
    const { items, seal } = await read(`?record=${id}`);
    expect(seal).toMatchObject({ no: expect.stringMatching(/^\d+$/), hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(items.every(({ sealed }: { sealed: boolean }) => sealed)).toBe(true);
    expect((await read('?kind=audit&limit=1')).items[0].sealed).toBe(false);
    for (const path of ['', '/export.csv']) expect([(await read(path, elsewhere)).code, (await read(path, owner)).code]).toEqual(['access.denied', 'access.denied']);
  });

  it('has a line when it was read or taken away as a file, before anything is handed out', async () => {
    await read(`?record=${id}&limit=2`);
    const [line] = (await read('?kind=audit&limit=1')).items;
    expect(line).toMatchObject({ what: 'audit.revealed', by: { type: 'sandbox', id: admin.personId }, record: { kind: 'audit', id: 'contracts' }, data: { filter: { record: id }, lines: 2 } });
    const { headers, body } = await http.send('GET', `${trail}/export.csv?record=${id}`, admin);
    expect([headers.get('content-type'), headers.get('content-disposition')]).toEqual(['text/csv; charset=utf-8', 'attachment; filename="audit-contracts.csv"']);
    const rows = body.trimEnd().split('\n');
    expect([rows.length, rows[0].replace('\uFEFF', ''), rows[4]]).toEqual([5, expect.stringMatching(/^service,seq,at,recordedAt,type/), expect.stringMatching(/^contracts,\d+,2026-03-02T02:00:00.000000Z,.*version-added/)]);
    expect((await read('?kind=audit&what=audit.exported&limit=1')).items).toMatchObject([{ by: { id: admin.personId }, data: { filter: { record: id } } }]);
  });
});

it('finds what stands still: late deadlines, events that wait or could not be handled, lines without a seal', async () => {
  const operator = person(['operator']);
  http.signIn(operator);
  const look = async (): Promise<Record<string, { ok: boolean; count: number }>> => {
    const { findings } = (await http.send('GET', '/v1/doctor/contracts', operator)).body;
    return Object.fromEntries(findings.map(({ check, ok, count }: { check: string; ok: boolean; count: number }) => [check, { ok, count }]));
  };
  await service.database.query('UPDATE outbox SET published_at = now()');
  expect(await look()).toEqual({ deadlines: { ok: true, count: 0 }, outbox: { ok: true, count: 0 }, 'dead-letters': { ok: true, count: 0 }, seals: { ok: true, count: 0 } });
  const [{ book }] = await service.database.query('SELECT book FROM clock_book LIMIT 1');
  await service.database.query(`INSERT INTO deadline (book, subject_id, kind, rank, due_at, because, version) VALUES ($1, 'late', 'end', 1, '2026-03-02T01:58:00Z', '{}', 1)`, [book]);
  await service.database.query(`INSERT INTO outbox (id, aggregatetype, aggregateid, type, topic, key, payload, headers, created_at) VALUES (gen_random_uuid(), 'a', 'a', 'a', 'a', 'a', '{}', '{}', now() - interval '2 minutes')`);
  await service.database.query(`INSERT INTO parked_event (consumer, topic, partition, "offset", key, headers, error) SELECT 'c', 't', 0, n, 'k', '{}', 'broken' FROM generate_series(1, 3) AS n`);
  await service.database.query(`INSERT INTO audit (event_id, aggregate_type, aggregate_id, sequence, type, at, recorded_at, data) VALUES (gen_random_uuid(), 'a', 'a', 1, 'a', now(), now() - interval '6 minutes', '{}')`);
  expect(await look()).toEqual({ deadlines: { ok: false, count: 1 }, outbox: { ok: false, count: 1 }, 'dead-letters': { ok: false, count: 3 }, seals: { ok: false, count: 1 } });
});
