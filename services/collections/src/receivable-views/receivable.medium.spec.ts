import { CollectionsOnPostgres, person, yuan } from '../collections.fixture';
import { ReceivableViews } from './receivable.views';

describe('receivables', () => {
  let service: CollectionsOnPostgres;
  beforeAll(async () => void (service = await CollectionsOnPostgres.start()));
  afterAll(() => service.stop());

  const asOf = (day: string, by = service.finance) => service.get(ReceivableViews).asOf({ asOf: day, buckets: [30, 60, 90] }, by);

  it('ages what is owed on any day, and the buckets sum to what is outstanding', async () => {
    const plan = await service.plan('1000.00');
    await service.plan('500.00', { accountId: plan.accountId });
    await service.database.setNow(new Date('2026-03-20T02:00:00Z'));
    await service.pay(plan.accountId, '350.00');
    const amounts = async (day: string) => (await asOf(day)).totals[0]?.buckets.map(({ amount }) => amount.amount);

    expect(await asOf('2026-03-01')).toEqual({ asOf: '2026-03-01', totals: [], customers: [] });
    expect(await amounts('2026-03-19')).toEqual(['1050.00', '450.00', '0.00', '0.00', '0.00']);
    expect(await amounts('2026-03-20')).toEqual(['1050.00', '100.00', '0.00', '0.00', '0.00']);
    // Day 30 after 9 March still belongs to the first bucket, day 31 to the second.
    expect(await amounts('2026-04-08')).toEqual(['0.00', '1150.00', '0.00', '0.00', '0.00']);
    expect(await amounts('2026-04-09')).toEqual(['0.00', '1050.00', '100.00', '0.00', '0.00']);
    expect(await amounts('2026-06-30')).toEqual(['0.00', '0.00', '0.00', '1050.00', '100.00']);
    const today = await asOf('2026-03-20');
    expect(today.totals[0]).toMatchObject({ outstanding: (await service.ledger()).currencies[0]!.outstanding, overdue: yuan('100.00') });
    expect(today.customers).toHaveLength(1);
  });

  it('shows a rep his own only', async () => {
    expect((await asOf('2026-04-09', person(['sales-rep']))).totals).toEqual([]);
  });
});
