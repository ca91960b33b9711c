import { v7 as uuidv7 } from 'uuid';
import { CollectionsOnPostgres, yuan } from '../collections.fixture';
import { RecordReceiptCommand } from '../record-receipt/record-receipt.command';
import { SuggestionViews } from '../suggest-allocation/suggestion.views';
import { ReceiptViews } from '../receipt-views/receipt.views';

describe('allocating a receipt', () => {
  let service: CollectionsOnPostgres;
  beforeAll(async () => void (service = await CollectionsOnPostgres.start()));
  afterAll(() => service.stop());
  beforeEach(() => service.database.truncate());
  afterEach(async () => expect(await service.ledger()).toMatchObject({ ok: true }));

  it('pays the oldest line first and keeps the rest as credit', async () => {
    const plan = await service.plan();
    const { id } = await service.receipt(plan.accountId, '1250.00');
    const answer = await service.allocate(id);
    expect(answer.allocations.map(({ lineId, amount }) => [lineId, amount.amount])).toEqual([
      [plan.lines[0]!.id, '300.00'],
      [plan.lines[1]!.id, '700.00'],
    ]);
    expect(answer).toMatchObject({ settled: [plan.id], receipt: { status: 'part-allocated', unapplied: yuan('250.00') } });
    expect(await service.read(plan.id)).toMatchObject({ status: 'paid', outstanding: yuan('0.00') });
    expect(await service.database.facts()).toEqual(['plan.created', 'receipt.recorded', 'receipt.allocated', 'plan.settled', 'dunning.closed']);
  });

  it('derives every status from the ledger', async () => {
    const plan = await service.plan();
    expect(plan).toMatchObject({ status: 'open', nextDueOn: '2026-03-09' });
    await service.pay(plan.accountId, '100.00');
    const partly = await service.read(plan.id);
    expect(partly).toMatchObject({ status: 'part-paid', received: yuan('100.00') });
    expect(partly.lines.map(({ status }) => status)).toEqual(['part-paid', 'open']);
  });

  it('refuses more than the line is owed, more than the receipt has, and lines of others', async () => {
    const plan = await service.plan();
    const { id } = await service.receipt(plan.accountId, '500.00');
    const [first, second] = plan.lines as [(typeof plan.lines)[0], (typeof plan.lines)[0]];
    const attempt = (lineId: string, amount: string) => service.allocate(id, [{ lineId, amount: yuan(amount) }]);
    await expect(attempt(first.id, '300.01')).rejects.toMatchObject({ code: 'receipt.line_overpaid' });
    await expect(attempt(second.id, '500.01')).rejects.toMatchObject({ code: 'receipt.overspent' });
    const twice = [1, 2].map(() => ({ lineId: first.id, amount: yuan('200.00') }));
    await expect(service.allocate(id, twice)).rejects.toMatchObject({ code: 'receipt.line_overpaid' });
    const other = await service.plan();
    await expect(attempt(other.lines[0]!.id, '1.00')).rejects.toMatchObject({ code: 'plan.line_not_found' });
    const dollars = await service.plan('1000.00', { accountId: plan.accountId, currency: 'USD' });
    await expect(attempt(dollars.lines[0]!.id, '1.00')).rejects.toMatchObject({ code: 'receipt.currency_mismatch' });
    expect((await service.get(ReceiptViews).one(id, service.finance)).ledger).toEqual([]);
  });

  it('pays a line once when twelve receipts reach for it at the same time', async () => {
    const plan = await service.plan('1000.00');
    const line = plan.lines[0]!;
    const receipts = await Promise.all(Array.from({ length: 12 }, () => service.receipt(plan.accountId, '100.00')));
    const attempts = await Promise.allSettled(receipts.map(({ id }) => service.allocate(id, [{ lineId: line.id, amount: yuan('100.00') }])));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    const refusals = attempts.filter((attempt) => attempt.status === 'rejected').map(({ reason }) => reason.code);
    expect(new Set(refusals)).toEqual(new Set(['receipt.line_overpaid']));
    expect((await service.read(plan.id)).lines[0]).toMatchObject({ status: 'paid', outstanding: yuan('0.00') });
  });

  it('spends a receipt once when it is allocated twelve times at the same time', async () => {
    const plan = await service.plan('100000.00');
    const { id } = await service.receipt(plan.accountId, '1000.00');
    const share = [{ lineId: plan.lines[1]!.id, amount: yuan('300.00') }];
    const attempts = await Promise.allSettled(Array.from({ length: 12 }, () => service.allocate(id, share)));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(await service.get(ReceiptViews).one(id, service.finance)).toMatchObject({ allocated: yuan('900.00'), unapplied: yuan('100.00') });
  });

  it('is held by the database as well: no statement overpays a line or changes the ledger', async () => {
    const plan = await service.plan();
    const { id } = await service.receipt(plan.accountId, '1000.00');
    await service.allocate(id, [{ lineId: plan.lines[0]!.id, amount: yuan('300.00') }]);
    const { database } = service;
    await expect(database.query('UPDATE allocation SET amount = 1')).rejects.toThrow('append-only');
    await expect(database.query('DELETE FROM receipt')).rejects.toThrow('append-only');
    await expect(
      database.query(
        `INSERT INTO allocation (id, receipt_id, line_id, account_id, currency, amount, booked_on, allocated_by, allocated_at)
         SELECT gen_random_uuid(), receipt_id, line_id, account_id, currency, 0.0001, booked_on, 'test', now() FROM allocation WHERE receipt_id = $1`,
        [id],
      ),
    ).rejects.toThrow('plan_line_never_overpaid');
    await expect(database.query('UPDATE plan_line SET amount = amount + 1 WHERE id = $1', [plan.lines[0]!.id])).rejects.toThrow('sum to');
  });

  it('is suggested by the service: what the remittance names goes first, and can be sent as it is', async () => {
    const older = await service.plan('1000.00');
    const named = await service.plan('1000.00', { accountId: older.accountId, number: 'C-2026-000042' });
    const { id } = await service.get(RecordReceiptCommand).execute(
      { bankAccount: 'ICBC-1', bankReference: uuidv7(), accountId: older.accountId, amount: yuan('700.00'), receivedOn: '2026-03-05', remittance: 'contract c2026 000042' }, service.finance,
    );
    const { items } = await service.get(SuggestionViews).of(id, service.collector);
    expect(items.map(({ rules, lines, left }) => [rules, lines.map(({ planId, no, amount }) => [planId, no, amount.amount]), left.amount])).toEqual([
      [['reference'], [[named.id, 2, '700.00']], '0.00'],
      [['exact'], [[older.id, 2, '700.00']], '0.00'],
      [['oldest-first'], [[older.id, 1, '300.00'], [named.id, 1, '300.00'], [older.id, 2, '100.00']], '0.00'],
    ]);
    await service.allocate(id, items[0]!.lines.map(({ lineId, amount }) => ({ lineId, amount })));
    expect(await service.read(named.id)).toMatchObject({ contractNumber: 'C-2026-000042', received: yuan('700.00') });
    expect((await service.get(SuggestionViews).of(id, service.collector)).items).toEqual([]);
  });
});
