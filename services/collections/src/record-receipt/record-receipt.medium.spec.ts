import { person } from '@throughline/testing/person';
import { CollectionsOnPostgres } from '../collections.fixture';
import { RecordReceiptCommand } from './record-receipt.command';

describe('recording a receipt', () => {
  let service: CollectionsOnPostgres;
  beforeAll(async () => void (service = await CollectionsOnPostgres.start()));
  afterAll(() => service.stop());
  beforeEach(() => service.database.truncate());

  it('counts a bank movement once, however often and however parallel the statement is imported', async () => {
    const { accountId } = await service.plan();
    const again = () => service.receipt(accountId, '300.00', 'movement-1');
    const answers = await Promise.all(Array.from({ length: 5 }, again));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await again()).toEqual(answers[0]);
    expect(await service.database.facts()).toEqual(['plan.created', 'receipt.recorded']);
    expect((await service.ledger()).currencies[0]).toMatchObject({ received: { amount: '300.00' }, unapplied: { amount: '300.00' }, balanced: true });
  });

  it('refuses the same reference with other facts', async () => {
    const { accountId } = await service.plan();
    const first = await service.receipt(accountId, '300.00', 'movement-2');
    const other = service.receipt(accountId, '300.01', 'movement-2');
    await expect(other).rejects.toMatchObject({ code: 'receipt.reference_reused', details: { data: { receiptId: first.id } } });
  });

  it('takes no money from somebody unknown, and no word from somebody without the right', async () => {
    const { accountId } = await service.plan();
    await expect(service.receipt('019a0000-0000-7000-8000-000000000000', '1.00')).rejects.toMatchObject({ code: 'customer.not_found' });
    const command = { bankAccount: 'ICBC-1', bankReference: 'x', accountId, amount: { amount: '1.00', currency: 'CNY' }, receivedOn: '2026-03-05' };
    const attempt = service.get(RecordReceiptCommand).execute(command, person(['sales-rep']));
    await expect(attempt).rejects.toMatchObject({ code: 'access.denied' });
  });
});
