import { person } from '@throughline/testing/person';
import { askEverything, differences, expectedMatrix, peopleOfMatrix } from '@throughline/testing/route-matrix';
import { ServiceOverHttp } from '@throughline/testing/service-over-http';
import { wallContract } from '@throughline/testing/wall.contract';
import { contractControllers } from './contracts.controllers';
import { ContractsOnPostgres } from './contracts.fixture';
import { contractProviders } from './contracts.providers';

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
  wallContract({ database: () => service.database, person, tables: ['contract', 'contract_version', 'contract_activity'] });
});
