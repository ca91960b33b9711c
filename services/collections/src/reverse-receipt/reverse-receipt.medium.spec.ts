import { CancelPlanCommand } from '../cancel-plan/cancel-plan.command';
import { CollectionsOnPostgres, yuan } from '../collections.fixture';
import { ReceiptViews } from '../receipt-views/receipt.views';
import { ReverseReceiptCommand } from './reverse-receipt.command';

describe('reversing a receipt', () => {
  let service: CollectionsOnPostgres;
  beforeAll(async () => void (service = await CollectionsOnPostgres.start()));
  afterAll(() => service.stop());
  beforeEach(() => service.database.truncate());
  afterEach(async () => expect(await service.ledger()).toMatchObject({ ok: true }));

  const reverse = (receiptId: string) => service.get(ReverseReceiptCommand).execute({ receiptId, reason: 'cheque bounced' }, service.finance);

  it('undoes the allocations by new rows, opens the plan again and collects in the next cycle', async () => {
    const plan = await service.plan();
    const first = await service.openCase(plan.accountId);
    const { receipt } = await service.pay(plan.accountId, '1000.00');
    expect(await service.openCase(plan.accountId)).toBeUndefined();
    await service.database.truncate();

    const answer = await reverse(receipt.id);
    expect(answer).toMatchObject({ receipt: { status: 'reversed', allocated: yuan('0.00'), unapplied: yuan('0.00') }, reopened: [plan.id] });
    expect(await service.read(plan.id)).toMatchObject({ status: 'open', outstanding: yuan('1000.00') });
    const { ledger } = await service.get(ReceiptViews).one(receipt.id, service.finance);
    expect(ledger.map(({ amount }) => amount.amount)).toEqual(['300.00', '700.00', '-300.00', '-700.00']);
    expect(await service.openCase(plan.accountId)).toMatchObject({ cycle: first.cycle + 1 });
    expect(await service.database.facts()).toEqual(['receipt.reversed', 'plan.reopened']);
  });

  it('happens once, also when it is asked for five times at the same time', async () => {
    const plan = await service.plan();
    const { receipt } = await service.pay(plan.accountId, '400.00');
    const attempts = await Promise.allSettled(Array.from({ length: 5 }, () => reverse(receipt.id)));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(reverse(receipt.id)).rejects.toMatchObject({ code: 'receipt.reversed' });
    await expect(service.allocate(receipt.id)).rejects.toMatchObject({ code: 'receipt.reversed' });
    expect((await service.read(plan.id)).received).toEqual(yuan('0.00'));
  });

  it('demands nothing of a contract that has ended', async () => {
    const plan = await service.plan();
    const { receipt } = await service.pay(plan.accountId, '400.00');
    await service.get(CancelPlanCommand).execute({ contractId: plan.contractId, reason: 'terminated' });
    expect(await service.read(plan.id)).toMatchObject({ status: 'cancelled', received: yuan('400.00'), outstanding: yuan('0.00') });
    await reverse(receipt.id);
    expect(await service.read(plan.id)).toMatchObject({ status: 'cancelled', received: yuan('0.00'), outstanding: yuan('0.00') });
    expect(await service.openCase(plan.accountId)).toBeUndefined();
  });
});
