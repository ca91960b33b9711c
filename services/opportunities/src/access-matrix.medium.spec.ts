import { systemPrincipal, type Principal } from '@throughline/access/principal';
import { person } from '@throughline/testing/person';
import { askEverything, differences, expectedMatrix, peopleOfMatrix } from '@throughline/testing/route-matrix';
import { ServiceOverHttp } from '@throughline/testing/service-over-http';
import { wallContract } from '@throughline/testing/wall.contract';
import { v7 as uuidv7 } from 'uuid';
import { OpenOpportunity } from './open-opportunity/open-opportunity.command';
import { opportunityControllers } from './opportunities.controllers';
import { OpportunitiesOnPostgres, terms } from './opportunities.fixture';
import { opportunityProviders } from './opportunities.providers';
import { WinOpportunity } from './win-opportunity/win-opportunity.command';

jest.setTimeout(60_000);

let service: OpportunitiesOnPostgres;
let http: ServiceOverHttp;
beforeAll(async () => {
  service = await OpportunitiesOnPostgres.start();
  http = await ServiceOverHttp.start({ service: 'opportunities', database: service.database, controllers: opportunityControllers, providers: opportunityProviders });
});
afterAll(async () => {
  await http?.stop();
  await service?.stop();
});

it('who may ask what is as it was agreed', async () => {
  const people = peopleOfMatrix(person);
  http.signIn(...Object.values(people));
  const id = await service.opened();
  const won = await service.opened();
  await service.reach(won, 'negotiation');
  await service.get(WinOpportunity).execute({ opportunityId: won, terms }, service.owner);
  const on = (body?: object) => () => ({ params: { id }, ...(body && { body }) });
  const found = await askEverything({
    document: (await http.send('GET', '/openapi.json')).body,
    people,
    send: (method, path, by, { body, headers }) => http.send(method, path, by, body, headers),
    calls: {
      'GET /v1/audit/opportunities': () => ({}),
      'GET /v1/doctor/opportunities': () => ({}),
      'GET /v1/audit/opportunities/export.csv': () => ({}),
      'GET /v1/opportunities': () => ({ theirs: [id] }),
      'GET /v1/opportunities/{id}': on(),
      'GET /v1/opportunities/{id}/timeline': on(),
      'GET /v1/pipelines': () => ({}),
      'GET /v1/pipelines/{pipeline}/board': () => ({ params: { pipeline: 'standard' }, theirs: [id] }),
      'GET /v1/pipelines/{pipeline}/forecast': () => ({ params: { pipeline: 'standard' }, query: '?from=2026-06', theirs: ['100000.00'] }),
      'GET /v1/pipelines/{pipeline}/funnel': () => ({ params: { pipeline: 'standard' }, query: '?from=2026-03-01&until=2026-03-31', theirs: ['100000.00'] }),
      'GET /v1/pipelines/{pipeline}/wins': () => ({ params: { pipeline: 'standard' }, query: '?month=2026-03', theirs: [service.owner.personId] }),
      'GET /v1/pipelines/{pipeline}/stages/{stage}/cards': () => ({ params: { pipeline: 'standard', stage: 'develop' }, theirs: [id] }),
      'POST /v1/opportunities/{id}/milestones': on({ key: 'evaluated', evidence: 'seen' }),
      'POST /v1/opportunities/{id}/stage': on({ to: 'entry' }),
      'POST /v1/opportunities/{id}/discount-requests': on({ percent: '5', reason: 'early order' }),
      'POST /v1/opportunities/{id}/activities': on({ kind: 'call', minutes: 5 }),
      'POST /v1/opportunities/{id}/win': on({ terms }),
      'POST /v1/opportunities/{id}/lose': async () => ({ params: { id: await service.opened() }, body: { reason: 'price' } }),
    },
  });
  expect(differences(found, expectedMatrix('opportunities', found))).toEqual([]);
});

describe('a query that forgets its condition', () => {
  wallContract({ database: () => service.database, person, tables: ['opportunity', 'opportunity_activity', 'discount_request'], said: { product: 'product' } });
});

describe('whose role is narrowed to products', () => {
  const narrowed = (role: 'sales-head' | 'sales-manager', unitPath: string) => ({ ...person([role], unitPath), only: { [role]: { product: ['Valve', 'Pump'] } } });
  const head = narrowed('sales-head', '1.');
  const manager = narrowed('sales-manager', '1.1.');
  const whole = person(['sales-manager'], '1.1.');
  let hoist: string;
  let valve: string;
  beforeAll(async () => {
    http.signIn(head, manager, whole, service.owner);
    hoist = await service.opened();
    valve = uuidv7();
    await service.get(OpenOpportunity).execute({ ...service.converted(valve), product: 'Valve', amount: { amount: '7000.00', currency: 'CNY' } }, systemPrincipal('test'));
  });
  const answer = async (...[method, path, by, body]: [string, string, Principal, object?]) => (await http.send(method, path, by, body)).body;

  it('finds them in lists, on the board and in what is forecast, and no others', async () => {
    for (const by of [head, manager]) {
      expect((await answer('GET', '/v1/opportunities?limit=100', by)).items.map(({ id }: { id: string }) => id)).toEqual([valve]);
      const board = await answer('GET', '/v1/pipelines/standard/board', by);
      expect([board.stages.reduce((sum: number, { count }: { count: number }) => sum + count, 0), board.sums.map(({ amount }: any) => amount.amount)]).toEqual([1, ['7000.00']]);
      const forecast = JSON.stringify(await answer('GET', '/v1/pipelines/standard/forecast?from=2026-06', by));
      expect([forecast.includes('7000.00'), forecast.includes('100000.00')]).toEqual([true, false]);
    }
    expect((await answer('GET', '/v1/opportunities?limit=100', whole)).items.length).toBeGreaterThan(1);
    const called = async (text: string, by: Principal) => (await answer('GET', `/v1/opportunities?limit=100&text=${text}`, by)).items.map(({ id }: { id: string }) => id);
    expect([await called('vALv', manager), await called('valv', whole), await called('hoist', manager)]).toEqual([[valve], [valve], []]);
    expect(await called('hoist', whole)).toContain(hoist);
  });

  it('hears of no other that there is one; of his own he keeps the owner\'s rights', async () => {
    for (const by of [head, manager]) {
      for (const [method, path, body] of [['GET', ''], ['GET', '/timeline'], ['POST', '/milestones', { key: 'evaluated', evidence: 'seen' }], ['POST', '/lose', { reason: 'price' }]] as const) {
        expect([path, (await answer(method, `/v1/opportunities/${hoist}${path}`, by, body)).code]).toEqual([path, 'opportunity.not_found']);
      }
    }
    expect(await answer('GET', `/v1/opportunities/${valve}`, manager)).toMatchObject({ id: valve, product: 'Valve' });
    expect(await answer('POST', `/v1/opportunities/${valve}/milestones`, manager, { key: 'evaluated', evidence: 'seen' })).not.toHaveProperty('code');
    const owner = { ...service.owner, only: { 'sales-rep': { product: ['Pump'] } } };
    http.signIn(owner);
    expect((await answer('GET', `/v1/opportunities/${hoist}`, owner)).id).toBe(hoist);
  });
});
