import { Money } from '@throughline/money/money';
import { v7 as uuidv7 } from 'uuid';
import { CollectionsOnPostgres, monday, terms, yuan } from '../collections.fixture';
import { CreatePlanCommand } from './create-plan.command';

describe('creating a payment plan', () => {
  let service: CollectionsOnPostgres;
  beforeAll(async () => void (service = await CollectionsOnPostgres.start()));
  afterAll(() => service.stop());
  beforeEach(() => service.database.truncate());

  it('follows the terms and sums to the contract to the last cent', async () => {
    const thirds = { lines: ['33.3333', '33.3333', '33.3334'].map((portion, i) => ({ portion, days: 10 * (i + 1), label: `Part ${i + 1}` })) };
    const plan = await service.plan('100.01', { planTerms: thirds });
    expect(plan.lines.map(({ dueOn, amount }) => [dueOn, amount.amount])).toEqual([
      ['2026-03-12', '33.34'],
      ['2026-03-22', '33.33'],
      ['2026-04-01', '33.34'],
    ]);
    expect(await service.ledger()).toMatchObject({ ok: true });
  });

  it('is done once for a contract, also when the fact arrives five times at the same time', async () => {
    const command = {
      contractId: uuidv7(), dealId: uuidv7(), accountId: uuidv7(), accountName: 'Harbour Cranes', ownerId: uuidv7(), orgPath: '1.1.1.',
      amount: Money.of('500.00', 'CNY'), terms, activatedAt: monday,
    };
    const answers = await Promise.all(Array.from({ length: 5 }, () => service.get(CreatePlanCommand).execute(command)));
    expect(new Set(answers.map(({ planId }) => planId)).size).toBe(1);
    expect(await service.database.facts()).toEqual(['plan.created']);
  });

  it('gives a customer one case for all his contracts', async () => {
    const first = await service.plan();
    const before = await service.openCase(first.accountId);
    await service.plan('200.00', { accountId: first.accountId });
    const after = await service.openCase(first.accountId);
    expect(after).toMatchObject({ id: before.id, cycle: 1 });
    expect(after.version).toBeGreaterThan(before.version);
  });

  it('is refused by the database when the lines do not sum to the contract', async () => {
    const plan = await service.plan();
    const shorten = service.database.query('UPDATE payment_plan SET total = 999 WHERE id = $1', [plan.id]);
    await expect(shorten).rejects.toThrow('sum to');
    expect((await service.read(plan.id)).amount).toEqual(yuan('1000.00'));
  });
});
