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
  wallContract({ database: () => service.database, person, tables: ['payment_plan', 'receipt', 'collection_case'], open: ['customer'] });
});
