import type { Principal } from '@throughline/access/principal';
import { person } from '@throughline/testing/person';
import { askEverything, differences, expectedMatrix, peopleOfMatrix } from '@throughline/testing/route-matrix';
import { ServiceOverHttp } from '@throughline/testing/service-over-http';
import { wallContract } from '@throughline/testing/wall.contract';
import { v7 as uuidv7 } from 'uuid';
import { ActOnCollectionCommand } from './act-on-collection/act-on-collection.command';
import { collectionsControllers } from './collections.controllers';
import { CollectionsOnPostgres, yuan } from './collections.fixture';
import { NextCollectionMomentQuery } from './next-collection-moment/next-collection-moment.query';
import { collectionsProviders } from './collections.providers';

let service: CollectionsOnPostgres;
let http: ServiceOverHttp;
beforeAll(async () => {
  service = await CollectionsOnPostgres.start();
  http = await ServiceOverHttp.start({ service: 'collections', database: service.database, controllers: collectionsControllers, providers: collectionsProviders });
});
afterAll(async () => {
  await http?.stop();
  await service?.stop();
});

it('who may ask what is as it was agreed', async () => {
  const people = peopleOfMatrix(person);
  http.signIn(...Object.values(people));
  const accountId = uuidv7();
  const plan = await service.plan('1000.00', { accountId });
  const { id: caseId } = await service.openCase(accountId);
  // The first reminder, sent on its day.
  const { at, version } = await service.get(NextCollectionMomentQuery).execute(caseId);
  await service.database.setNow(new Date(at!));
  await service.get(ActOnCollectionCommand).execute({ caseId, version });
  const receipt = await service.receipt(accountId, '10.00');
  const received = async () => ({ params: { id: (await service.receipt(accountId, '1.00')).id } });
  const found = await askEverything({
    document: (await http.send('GET', '/openapi.json')).body,
    people,
    send: (method, path, by, { body, headers }) => http.send(method, path, by, body, headers),
    calls: {
      'GET /v1/audit/collections': () => ({}),
      'GET /v1/doctor/collections': () => ({}),
      'GET /v1/audit/collections/export.csv': () => ({}),
      'GET /v1/plans': () => ({ theirs: [plan.id] }),
      'GET /v1/plans/timeline': () => ({ query: `?dealId=${plan.dealId}`, theirs: [plan.id] }),
      'GET /v1/plans/{id}': () => ({ params: { id: plan.id } }),
      'GET /v1/receivables': () => ({ theirs: [accountId, plan.id, '1000.00'] }),
      'GET /v1/receivables/months': () => ({ query: '?from=2026-03', theirs: ['300.00'] }),
      'GET /v1/receipts/{id}/suggestions': () => ({ params: { id: receipt.id } }),
      'GET /v1/dunning/letters': () => ({ theirs: [caseId] }),
      'GET /v1/dunning': () => ({ theirs: [caseId] }),
      'GET /v1/dunning/{id}': () => ({ params: { id: caseId } }),
      'GET /v1/receipts': () => ({ theirs: [receipt.id] }),
      'GET /v1/receipts/{id}': () => ({ params: { id: receipt.id } }),
      'GET /v1/ledger-check': () => ({}),
      'POST /v1/receipts': () => ({ body: { bankAccount: 'ICBC-1', bankReference: uuidv7(), accountId, amount: yuan('1.00'), receivedOn: '2026-03-02' } }),
      'POST /v1/receipts/{id}/allocations': async () => ({ ...(await received()), body: { strategy: 'oldest-first' } }),
      'POST /v1/receipts/{id}/reversal': async () => ({ ...(await received()), body: { reason: 'bounced' } }),
    },
  });
  expect(differences(found, expectedMatrix('collections', found))).toEqual([]);
});

describe('a query that forgets its condition', () => {
  // Names of customers stand beside plans of others.
  wallContract({ database: () => service.database, person, tables: ['payment_plan', 'receipt', 'collection_case'], said: { product: 'product' }, open: ['customer'] });
});

describe('whose role is narrowed to products', () => {
  const manager = { ...person(['sales-manager'], '1.1.'), only: { 'sales-manager': { product: ['Valve'] } } };
  const finance = { ...person(['finance'], '1.'), only: { finance: { product: ['Valve'] } } };
  const answer = async (path: string, by: Principal) => (await http.send('GET', path, by)).body;

  it('finds their plans and what is owed for them, and hears of no other that there is one', async () => {
    http.signIn(manager, finance);
    const hoist = await service.plan('1000.00');
    const untold = await service.plan('500.00', { product: undefined });
    const valve = await service.plan('70.00', { product: 'Valve' });
    for (const by of [manager, finance]) {
      expect((await answer('/v1/plans?limit=100', by)).items.map(({ id }: { id: string }) => id)).toEqual([valve.id]);
      expect((await answer(`/v1/plans/${valve.id}`, by)).id).toBe(valve.id);
      for (const { id } of [hoist, untold]) expect((await answer(`/v1/plans/${id}`, by)).code).toBe('plan.not_found');
      const owed = JSON.stringify([await answer('/v1/receivables', by), await answer('/v1/receivables/months?from=2026-03', by)]);
      expect([owed.includes(valve.accountId), owed.includes('"70.00"'), owed.includes(hoist.accountId), owed.includes(untold.accountId), owed.includes('1000.00')]).toEqual([true, true, false, false, false]);
      expect((await answer(`/v1/plans/timeline?dealId=${hoist.dealId}`, by)).items).toEqual([]);
    }
  });
});
