import type { Principal } from '@throughline/access/principal';
import { LeadsOverHttp } from '../leads-http.fixture';
import { day0, LeadsOnPostgres } from '../leads.fixture';
import { PolicyRepository } from '../policy/policy.repository';
import { clockAt, policyOf } from './assignment.fixture';

// Two cores may be shared with other suites.
jest.setTimeout(60_000);

let service: LeadsOnPostgres;
let http: LeadsOverHttp;
let head: Principal;
let ann: Principal;
let bob: Principal;

beforeAll(async () => {
  service = await LeadsOnPostgres.start({ now: day0 });
  http = await LeadsOverHttp.start(service);
  head = await service.person('sales-head', '1.');
  [ann, bob] = [await service.person('sales-rep'), await service.person('sales-rep')];
  http.signIn(head, ann, bob);
  const policy = policyOf('desk', { start: 'on-arrival', answer: { withinWorkingHours: 4 }, rules: [{ key: 'desk', strategy: { kind: 'dedicated', people: [ann.personId, bob.personId] } }] });
  await service.database.transactions.run((tx) => service.get(PolicyRepository).keepFirst(tx, policy));
});
afterAll(async () => {
  await http.stop();
  await service.stop();
});

const rules = () => `/v1/pools/${service.poolId}/assignment-policy`;
const given = async (): Promise<string> => {
  const leadId = await service.lead(head);
  await clockAt(service, day0);
  return `/v1/leads/${leadId}`;
};

describe('assignment over HTTP', () => {
  it('begins with the policy of the pool, which heads of sales set', async () => {
    expect(await http.send('PUT', rules(), ann, { policyId: 'desk' })).toMatchObject({ status: 403, body: { code: 'access.denied' } });
    expect(await http.send('PUT', rules(), head, { policyId: 'nowhere' })).toMatchObject({ status: 404, body: { code: 'policy.not_found' } });
    const set = await http.send('PUT', rules(), head, { policyId: 'desk' });
    expect(set).toMatchObject({ status: 200, body: { poolId: service.poolId, policyId: 'desk', version: 2 } });
    expect(set.headers.get('etag')).toBe('"2"');
    expect((await http.send('PUT', rules(), head, { policyId: 'desk' })).body.version).toBe(2);
  });

  it('lets the owner decline under a key, and the next accept; shows why to those who assign', async () => {
    const path = await given();
    const headers = { 'idempotency-key': 'no-thanks' };
    const declined = await http.send('POST', `${path}/decline`, ann, { reason: 'on a fair' }, headers);
    expect(declined).toMatchObject({ status: 200, body: { next: 'handed-on', lookAgainAt: null } });
    expect((await http.send('POST', `${path}/decline`, ann, { reason: 'on a fair' }, headers)).body).toEqual(declined.body);
    expect(await http.send('POST', `${path}/accept`, bob)).toMatchObject({ status: 200, body: { status: 'owned', ownerId: bob.personId } });
    expect(await http.send('POST', `${path}/accept`, bob)).toMatchObject({ status: 409, body: { code: 'lead.nothing_to_answer' } });
    const first = await http.send('GET', `${path}/assignments?limit=1`, head);
    expect(first.body.items).toMatchObject([{ chosen: bob.personId, policy: { id: 'desk', version: 1 }, candidates: [{ place: 1 }, { personId: ann.personId, whyNot: 'declined' }] }]);
    const second = await http.send('GET', `${path}/assignments?limit=1&cursor=${first.body.next}`, head);
    expect(second.body).toMatchObject({ items: [{ chosen: ann.personId }] });
    expect(second.body.next).toBeUndefined();
    expect(await http.send('GET', `${path}/assignments`, bob)).toMatchObject({ status: 403 });
  });

  it.each([
    [{ strategy: 'policy', count: 1, people: ['0199d000-0000-7000-8000-000000000001'] }, 'people'],
    [{ strategy: 'policy' }, 'leadIds'],
    [{ strategy: 'lottery', count: 1 }, 'strategy'],
  ])('refuses %j', async (body, field) => {
    const { status, body: problem } = await http.send('POST', `/v1/pools/${service.poolId}/assignments`, head, body);
    expect([status, problem.code, problem.errors[0].field]).toEqual([400, 'request.invalid', field]);
  });

  it('refuses a reason that is none, and somebody who has nothing to decline', async () => {
    const path = await given();
    expect(await http.send('POST', `${path}/decline`, ann, { reason: '' })).toMatchObject({ status: 400 });
    expect(await http.send('POST', `${path}/decline`, bob, {})).toMatchObject({ status: 404, body: { code: 'lead.not_found' } });
  });
});
