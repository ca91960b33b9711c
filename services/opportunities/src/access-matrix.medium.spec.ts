import { askEverything, differences, expectedMatrix, peopleOfMatrix } from '@throughline/testing/route-matrix';
import { ServiceOverHttp } from '@throughline/testing/service-over-http';
import { shownOf, shownUntold, unwalled } from '@throughline/testing/walls';
import { opportunityControllers } from './opportunities.controllers';
import { OpportunitiesOnPostgres, person, terms } from './opportunities.fixture';
import { opportunityProviders } from './opportunities.providers';

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
  const on = (body?: object) => () => ({ params: { id }, ...(body && { body }) });
  const found = await askEverything({
    document: (await http.send('GET', '/openapi.json')).body,
    people,
    send: (method, path, by, { body, headers }) => http.send(method, path, by, body, headers),
    calls: {
      'GET /v1/opportunities': () => ({ theirs: [id] }),
      'GET /v1/opportunities/{id}': on(),
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
  it.each(['opportunity', 'opportunity_activity', 'discount_request'])('shows nothing of others of the table %s', async (table) => {
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
    const all = await shownOf(service.database, 'opportunity', person(['admin'], '1.'));
    expect(await shownOf(service.database, 'opportunity', person(['sales-manager'], '1.1.'))).toBe(all);
    expect(await shownOf(service.database, 'opportunity', { ...person(['sales-rep'], '1.2.'), rolesElsewhere: [{ role: 'sales-manager', unitPath: '1.3.' }] })).toBe(0);
    expect(await shownOf(service.database, 'opportunity', { ...person(['sales-manager'], '1.2.'), rolesElsewhere: [{ role: 'sales-manager', unitPath: '1.1.' }] })).toBe(all);
  });

  it('stands before a wall wherever there is an owner', async () => expect(await unwalled(service.database)).toEqual([]));
});
