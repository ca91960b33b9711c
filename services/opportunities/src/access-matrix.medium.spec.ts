import { person } from '@throughline/testing/person';
import { askEverything, differences, expectedMatrix, peopleOfMatrix } from '@throughline/testing/route-matrix';
import { ServiceOverHttp } from '@throughline/testing/service-over-http';
import { wallContract } from '@throughline/testing/wall.contract';
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
  wallContract({ database: () => service.database, person, tables: ['opportunity', 'opportunity_activity', 'discount_request'] });
});
