import { askEverything, differences, expectedMatrix, peopleOfMatrix } from '@throughline/testing/route-matrix';
import { ServiceOverHttp } from '@throughline/testing/service-over-http';
import { shownOf, shownUntold, unwalled } from '@throughline/testing/walls';
import { contractControllers } from './contracts.controllers';
import { ContractsOnPostgres, person } from './contracts.fixture';
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
  const headers = { 'if-match': '"1"' };
  const on = (body?: object) => () => ({ params: { id }, headers, ...(body && { body }) });
  const anew = (body?: object) => async () => ({ params: { id: await service.drafted() }, headers, ...(body && { body }) });
  const found = await askEverything({
    document: (await http.send('GET', '/openapi.json')).body,
    people,
    send: (method, path, by, call) => http.send(method, path, by, call.body, call.headers),
    calls: {
      'GET /v1/contracts': () => ({ theirs: [id] }),
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
  it.each(['contract', 'contract_version', 'contract_activity'])('shows nothing of others of the table %s', async (table) => {
    expect(await shownOf(service.database, table, person(['sales-rep'], '1.2.'))).toBe(0);
    expect(await shownOf(service.database, table, person(['sales-manager'], '1.2.'))).toBe(0);
    expect(await shownOf(service.database, table, person([], '1.'))).toBe(0);
    expect(await shownUntold(service.database, table)).toBe(0);
    const everything = await shownOf(service.database, table, person(['admin'], '1.'));
    expect(everything).toBeGreaterThan(0);
    // The connection goes back to the pool as it was: who works for the system sees everything again.
    expect(await service.database.transactions.read((tx) => tx.query(`SELECT FROM ${table}`))).toHaveLength(everything);
  });

  it('shows a manager what belongs to the units below him, also to one who is manager there besides', async () => {
    const all = await shownOf(service.database, 'contract', person(['admin'], '1.'));
    expect(await shownOf(service.database, 'contract', person(['sales-manager'], '1.1.'))).toBe(all);
    expect(await shownOf(service.database, 'contract', { ...person(['sales-rep'], '1.2.'), rolesElsewhere: [{ role: 'sales-manager', unitPath: '1.3.' }] })).toBe(0);
    expect(await shownOf(service.database, 'contract', { ...person(['sales-manager'], '1.2.'), rolesElsewhere: [{ role: 'sales-manager', unitPath: '1.1.' }] })).toBe(all);
  });

  it('stands before a wall wherever there is an owner', async () => expect(await unwalled(service.database)).toEqual([]));
});
