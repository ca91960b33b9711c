import type { Principal } from '@throughline/access/principal';
import { LeadsOverHttp } from '../leads-http.fixture';
import { day0, LeadsOnPostgres } from '../leads.fixture';
import { PolicyRepository } from '../policy/policy.repository';
import { openPool } from '../seed';

// Two cores may be shared with other suites.
jest.setTimeout(60_000);

let service: LeadsOnPostgres;
let http: LeadsOverHttp;
let head: Principal;
let rep: Principal;
const first = openPool.policy;
const second = { ...first, version: 2, author: 'Li Na', reason: 'Leads wait too long', clock: { ...first.clock, quietDays: 7 } };
const draft = (document: object, by = head) => http.send('POST', '/v1/policies', by, { document });

beforeAll(async () => {
  service = await LeadsOnPostgres.start({ now: day0 });
  http = await LeadsOverHttp.start(service);
  head = await service.person('sales-head', '1.');
  rep = await service.person('sales-rep');
  http.signIn(head, rep);
});
afterAll(async () => {
  await http.stop();
  await service.stop();
});
beforeEach(async () => {
  await service.database.query(`DELETE FROM policy WHERE status = 'draft'`);
  await service.database.query('UPDATE policy_line SET sequence = 0');
  await service.database.truncate();
});

describe('policies over HTTP', () => {
  it('are saved by version, with author, reason and day, and read by everybody', async () => {
    expect((await draft(second)).status).toBe(201);
    const { body } = await http.send('GET', '/v1/policies/lead/open-pool', rep);
    expect(body).toMatchObject({
      active: { version: 1, document: { clock: { quietDays: 10 } } },
      versions: [
        { version: 2, status: 'draft', author: 'Li Na', reason: 'Leads wait too long', effectiveFrom: '2026-01-01', savedBy: head.personId, activatedAt: null },
        { version: 1, status: 'active' },
      ],
      pools: [{ poolId: openPool.id, name: 'Open pool' }],
    });
    expect((await http.send('GET', '/v1/policies?kind=lead', rep)).body).toEqual({ items: [expect.objectContaining({ id: 'open-pool', latest: 2, active: expect.objectContaining({ version: 1 }) })] });
    expect((await http.send('GET', '/v1/policies/lead/open-pool/versions/2', rep)).body.document).toMatchObject({ version: 2, clock: { quietDays: 7 } });
    expect(await service.database.facts()).toEqual(['policy.drafted']);
  });

  it('a draft may be saved anew, each time one event; the same document again changes nothing', async () => {
    await draft(second);
    await draft(second);
    await draft({ ...second, reason: 'Better said' });
    expect((await service.database.events()).map(({ aggregateid, headers }) => [aggregateid, Number(headers.ce_sequence)])).toEqual([
      ['lead:open-pool', 1],
      ['lead:open-pool', 2],
    ]);
  });

  it('of twenty people saving at once nothing is lost and every event has its number', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => draft({ ...second, version: 2 + (n % 4), reason: `Reason ${n}` })));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 201));
    const sequences = (await service.database.events()).map(({ headers }) => Number(headers.ce_sequence));
    expect(sequences.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  });

  it('what has been in force never changes, neither by the API nor by SQL', async () => {
    expect((await draft({ ...first, reason: 'Another' })).body).toMatchObject({ code: 'policy.version_fixed' });
    await expect(service.database.query(`UPDATE policy SET document = document || '{"x": 1}' WHERE version = 1`)).rejects.toThrow('cannot change');
  });

  it('faults are named with their place, and a document of an unknown kind is refused', async () => {
    const { status, body } = await draft({ ...second, clock: { ...second.clock, quietDays: 0 }, rules: [] });
    expect(status).toBe(422);
    expect(body.code).toBe('policy.invalid');
    expect(body.errors.map(({ field }: { field: string }) => field)).toEqual(expect.arrayContaining(['clock.quietDays', 'rules']));
    expect((await draft({ kind: 'weather' })).body.errors).toEqual([expect.objectContaining({ field: 'kind' })]);
    expect((await http.send('POST', '/v1/policies/validate', rep, { document: { ...second, rules: [] } })).body).toMatchObject({ ok: false, faults: [{ path: 'rules' }] });
    expect((await http.send('POST', '/v1/policies/validate', rep, { document: second })).body).toEqual({ ok: true, faults: [] });
    expect(await service.database.facts()).toEqual([]);
  });

  it('differences are told rule by rule, of saved versions and of a document that is saved nowhere', async () => {
    const changes = [{ path: 'clock.quietDays', before: 10, after: 7 }];
    expect((await http.send('POST', '/v1/policies/diff', rep, { document: second })).body).toEqual({ kind: 'lead', id: 'open-pool', from: 1, to: 2, changes, effect: 'applied', because: 'other-rules' });
    await draft(second);
    expect((await http.send('GET', '/v1/policies/lead/open-pool/diff?to=2', rep)).body).toMatchObject({ from: 1, to: 2, changes });
    expect((await http.send('GET', '/v1/policies/lead/open-pool/diff?from=2&to=1', rep)).body.changes).toEqual([{ path: 'clock.quietDays', before: 7, after: 10 }]);
  });

  it('only heads of sales write them, and what is not there is not found', async () => {
    expect((await draft(second, rep)).body).toMatchObject({ code: 'access.denied' });
    expect((await http.send('GET', '/v1/policies/lead/nothing', rep)).body).toMatchObject({ code: 'policy.not_found' });
    expect((await http.send('GET', '/v1/policies/lead/open-pool/versions/9', rep)).body).toMatchObject({ code: 'policy.not_found' });
    expect((await http.send('GET', '/v1/policies/weather/x', rep)).status).toBe(400);
  });
});

describe('the policy store', () => {
  it('keeps the first policy that something begins with, and no second one', async () => {
    const policies = service.get(PolicyRepository);
    const { transactions } = service.database;
    const rival = { ...first, id: 'rival-pool' };
    const kept = await Promise.all([1, 2, 3, 4].map(() => transactions.run((tx) => policies.keepFirst(tx, rival))));
    expect(kept.filter(Boolean)).toHaveLength(1);
    expect(await transactions.read((tx) => policies.rulesInForce(tx, 'lead', 'rival-pool'))).toMatchObject({ version: 1, clock: { quietDays: 10 } });
    expect(await transactions.read((tx) => policies.rulesInForce(tx, 'lead', 'no-pool'))).toBeUndefined();
  });
});
