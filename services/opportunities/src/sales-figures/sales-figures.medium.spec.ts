import { systemPrincipal } from '@throughline/access/principal';
import { person } from '@throughline/testing/person';
import { v7 as uuidv7 } from 'uuid';
import { LoseOpportunity } from '../lose-opportunity/lose-opportunity.command';
import { OpportunitiesOnPostgres, monday, terms } from '../opportunities.fixture';
import { OpenOpportunity } from '../open-opportunity/open-opportunity.command';
import { WinOpportunity } from '../win-opportunity/win-opportunity.command';
import { SalesFiguresViews } from './sales-figures.views';

describe('figures of sales', () => {
  let service: OpportunitiesOnPostgres;
  beforeAll(async () => void (service = await OpportunitiesOnPostgres.start()));
  afterAll(() => service.stop());
  beforeEach(async () => {
    await service.database.query('TRUNCATE opportunity, deal, deal_fact CASCADE');
    await service.database.setNow(monday);
  });

  const head = person(['sales-head'], '1.');
  const views = () => service.get(SalesFiguresViews);
  const opened = async (amount: string, over: object = {}, currency = 'CNY'): Promise<string> => {
    const id = uuidv7();
    await service.get(OpenOpportunity).execute({ ...service.converted(id), amount: { amount, currency }, ...over }, systemPrincipal('test'));
    return id;
  };
  const won = async (id: string, at: string): Promise<void> => {
    await service.reach(id, 'negotiation');
    await service.database.setNow(new Date(at));
    await service.get(WinOpportunity).execute({ opportunityId: id, terms }, systemPrincipal('test'));
    await service.database.setNow(monday);
  };

  it('forecasts open deals by the month of their expected close, and tells what was won by the local month', async () => {
    await opened('100', { expectedCloseOn: '2026-02-28' });
    await opened('200', { expectedCloseOn: '2026-03-31' });
    await service.reach(await opened('1000', { expectedCloseOn: '2026-03-01' }), 'entry');
    await opened('400', { expectedCloseOn: '2026-05-01' });
    // 23:30 on 31 March in Shanghai, and half an hour into April.
    await won(await opened('50'), '2026-03-31T15:30:00Z');
    await won(await opened('60'), '2026-03-31T16:30:00Z');
    const { months, earlier, later } = await views().forecast('standard', { months: 2 }, head);
    const sums = ({ count, sums: list }: typeof earlier) => [count, ...list.map(({ amount, weighted }) => `${amount.amount} ${weighted.amount}`)];
    expect(months.map(({ month, open, won: theirs }) => [month, sums(open), theirs.count, theirs.sums[0]?.amount])).toEqual([
      ['2026-03', [2, '1200.00 270.00'], 1, '50.00'],
      ['2026-04', [0], 1, '60.00'],
    ]);
    expect([sums(earlier), sums(later)]).toEqual([[1, '100.00 10.00'], [1, '400.00 40.00']]);
    const stranger = await views().forecast('standard', { months: 1 }, person(['sales-rep'], '1.2.'));
    expect(stranger.months[0]).toMatchObject({ open: { count: 0, sums: [] }, won: { count: 0 } });
  });

  it('names who won most first', async () => {
    const theirs = { ownerId: service.manager.personId };
    await won(await opened('50'), '2026-03-20T02:00:00Z');
    await won(await opened('90', {}, 'USD'), '2026-03-21T02:00:00Z');
    await service.database.query('UPDATE opportunity SET owner_id = $1 WHERE amount = 90', [theirs.ownerId]);
    await won(await opened('70'), '2026-03-22T02:00:00Z');
    await service.database.query('UPDATE opportunity SET owner_id = $1 WHERE amount = 70', [theirs.ownerId]);
    const board = await views().wins('standard', { month: '2026-03' }, head);
    expect(board.items).toEqual([
      { ownerId: theirs.ownerId, ownerName: service.manager.name, count: 2, sums: [{ amount: '70.00', currency: 'CNY' }, { amount: '90.00', currency: 'USD' }] },
      { ownerId: service.owner.personId, ownerName: service.owner.name, count: 1, sums: [{ amount: '50.00', currency: 'CNY' }] },
    ]);
    expect((await views().wins('standard', { month: '2026-04' }, head)).items).toEqual([]);
  });

  it('tells how far the deals of a time have come', async () => {
    const state = (id: string, change: object) => service.database.query('UPDATE deal SET state = state || $2 WHERE id = $1', [id, JSON.stringify(change)]);
    await opened('1');
    const [signed, paid, lost] = [await opened('20'), await opened('300'), await opened('4000')];
    for (const id of [signed, paid]) await won(id, '2026-03-03T02:00:00Z');
    await state(signed, { signedCycle: 1 });
    await state(paid, { signedCycle: 1, plans: { one: { complete: true } } });
    await service.get(LoseOpportunity).execute({ opportunityId: lost, reason: 'price', note: null } as never, service.owner);
    await service.database.setNow(new Date('2026-03-09T02:00:00Z'));
    await opened('50000');
    const funnel = await views().funnel('standard', { from: '2026-03-02', until: '2026-03-08' }, head);
    expect(Object.entries(funnel).map(([step, { count, sums }]) => [step, count, sums[0]?.amount])).toEqual([
      ['opened', 4, '4321.00'], ['won', 2, '320.00'], ['signed', 2, '320.00'], ['paid', 1, '300.00'], ['lost', 1, '4000.00'],
    ]);
  });
});
