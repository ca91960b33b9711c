import { person } from '@throughline/testing/person';
import { CollectionsOnPostgres, yuan } from '../collections.fixture';
import { MonthsViews, monthsSql } from './months.views';
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

    expect(await asOf('2026-03-01')).toEqual({ asOf: '2026-03-01', totals: [], owners: [], customers: [] });
    expect(await amounts('2026-03-19')).toEqual(['1050.00', '450.00', '0.00', '0.00', '0.00']);
    expect(await amounts('2026-03-20')).toEqual(['1050.00', '100.00', '0.00', '0.00', '0.00']);
    // Day 30 after 9 March still belongs to the first bucket, day 31 to the second.
    expect(await amounts('2026-04-08')).toEqual(['0.00', '1150.00', '0.00', '0.00', '0.00']);
    expect(await amounts('2026-04-09')).toEqual(['0.00', '1050.00', '100.00', '0.00', '0.00']);
    expect(await amounts('2026-06-30')).toEqual(['0.00', '0.00', '0.00', '1050.00', '100.00']);
    const today = await asOf('2026-03-20');
    expect(today.totals[0]).toMatchObject({ outstanding: (await service.ledger()).currencies[0]!.outstanding, overdue: yuan('100.00') });
    expect(today.customers).toHaveLength(1);
    // Two plans, two owners: together they are owed what the customer owes.
    expect(today.owners.map(({ outstanding }) => outstanding.amount).sort()).toEqual(['450.00', '700.00']);
    const his = await service.get(ReceivableViews).asOf({ asOf: '2026-03-20', buckets: [30, 60, 90], owner: plan.ownerId }, service.finance);
    expect(his.totals[0]!.outstanding).toEqual(yuan('700.00'));

    const { months } = await service.get(MonthsViews).months({ from: '2026-02', months: 3 }, service.finance);
    expect(months).toEqual([
      { month: '2026-02', sums: [] },
      // Due in March: 300 and 150; 300 of the first line's money and 50 of the second's came in March.
      { month: '2026-03', sums: [{ planned: yuan('450.00'), paid: yuan('350.00'), received: yuan('350.00') }] },
      { month: '2026-04', sums: [{ planned: yuan('1050.00'), paid: yuan('0.00'), received: yuan('0.00') }] },
    ]);
    expect((await service.get(MonthsViews).months({ from: '2026-03', months: 1 }, person(['sales-rep']))).months).toEqual([{ month: '2026-03', sums: [] }]);
  });

  it('finds the lines and the money of some months by the day', async () => {
    // Of a handful of rows every plan is cheap, and of rows that were never counted any.
    await service.database.query(`INSERT INTO plan_line (id, plan_id, account_id, currency, no, label, due_on, amount)
      SELECT gen_random_uuid(), plan_id, account_id, currency, 100 + n, 'One of many', '2022-01-01'::date + n, 0 FROM (SELECT * FROM plan_line LIMIT 1) AS line, generate_series(1, 1500) n`);
    await service.database.query('UPDATE receipt SET amount = amount + 100');
    await service.database.query(`INSERT INTO allocation (id, receipt_id, line_id, account_id, currency, amount, booked_on, allocated_by, allocated_at)
      SELECT gen_random_uuid(), receipt_id, line_id, account_id, currency, 0.01, '2022-01-01'::date + n, 'a test', now()
      FROM (SELECT r.id AS receipt_id, l.id AS line_id, account_id, currency FROM receipt AS r JOIN plan_line AS l USING (account_id, currency) ORDER BY l.due_on DESC LIMIT 1) AS open, generate_series(1, 2000) n`);
    await service.database.query('ANALYZE plan_line, allocation');
    const plan = await service.database.transactions.run(async (tx) => {
      await tx.query('SET LOCAL enable_seqscan = off');
      return (await tx.query(`EXPLAIN ${monthsSql('true')}`, ['2026-03-01', '2026-04-01', null, null, null, null])).map((line) => line['QUERY PLAN']).join('\n');
    });
    expect(plan).toMatch(/plan_line_by_due/);
    expect(plan).toMatch(/allocation_by_day/);
  });

  it('shows a rep his own only', async () => {
    expect((await asOf('2026-04-09', person(['sales-rep']))).totals).toEqual([]);
  });
});
