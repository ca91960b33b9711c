import { person } from '@throughline/testing/person';
import { v7 as uuidv7 } from 'uuid';
import { ContractsOnPostgres } from '../contracts.fixture';
import { hashOf } from '../contract/contract.document';
import { ContractViews } from '../contract-views/contract.views';
import { DraftContractWhenOpportunityWon } from '../draft-contract-when-opportunity-won/draft-contract-when-opportunity-won';
import { DraftContract } from './draft-contract.command';

describe('drafting a contract', () => {
  let service: ContractsOnPostgres;
  beforeAll(async () => void (service = await ContractsOnPostgres.start()));
  afterAll(() => service.stop());
  beforeEach(() => service.database.truncate());

  it('drafts one for each win, however often and however many at once ask', async () => {
    const won = service.wonDeal();
    const drafts = await Promise.all(Array.from({ length: 8 }, () => service.get(DraftContract).execute(won)));
    expect(new Set(drafts.map(({ id }) => id)).size).toBe(1);
    expect(await service.database.facts()).toEqual(['contract.drafted']);
    const again = await service.get(DraftContract).execute({ ...won, cycle: 2 });
    expect(again.id).not.toBe(drafts[0]!.id);
  });

  it('comes from the opportunity.won event with amount and terms, and a text whose hash is right', async () => {
    const { dealId, ...won } = service.wonDeal(uuidv7());
    await service.get(DraftContractWhenOpportunityWon).handle({ data: { opportunityId: dealId, ...won } } as never);
    const { items } = await service.get(ContractViews).list({ limit: 5, dealId }, service.owner);
    const contract = await service.read(items[0]!.id);
    expect(contract).toMatchObject({ dealId, status: 'draft', amount: { amount: '90000.00', currency: 'CNY' }, terms: won.terms, currentVersion: 1 });
    const { document, documentHash, clauses } = await service.get(ContractViews).document(contract.id, 1, service.owner);
    expect(documentHash).toBe(hashOf(document));
    expect(clauses).toContain('5. Acceptance.');
    expect(document.endsWith(`${clauses}\n`)).toBe(true);
    expect(contract.documentHash).toBe(documentHash);
  });

  it('is found by its customer, its number or its product, whatever signs are looked for', async () => {
    const id = await service.drafted();
    const { number } = await service.read(id);
    const found = async (text: string) => (await service.get(ContractViews).list({ limit: 5, text }, service.owner)).items.map((one) => one.id);
    expect(await found(number.toLowerCase())).toEqual([id]);
    for (const text of ['harbour cr', 'hois']) expect(await found(text)).toContain(id);
    for (const text of ['%', '_arbour', 'Hoist of a harbour']) expect(await found(text)).toEqual([]);
  });

  it('is hidden from another unit, and shown to legal', async () => {
    const id = await service.drafted();
    const views = service.get(ContractViews);
    const stranger = person(['sales-rep'], '1.2.1.');
    await expect(views.one(id, stranger)).rejects.toMatchObject({ code: 'contract.not_found' });
    await expect(views.document(id, 1, stranger)).rejects.toMatchObject({ code: 'contract.version_not_found' });
    expect((await views.list({ limit: 50 }, stranger)).items).toEqual([]);
    expect((await views.one(id, service.legal)).id).toBe(id);
  });
});
