import type { Principal } from '@throughline/access/principal';
import { systemPrincipal } from '@throughline/access/principal';
import { standardPipeline } from '@throughline/policy/default-policies';
import { person } from '@throughline/testing/person';
import { v7 as uuidv7 } from 'uuid';
import { EnterImplementation } from '../enter-implementation/enter-implementation.command';
import { LoseOpportunity } from '../lose-opportunity/lose-opportunity.command';
import { MeetMilestone } from '../meet-milestone/meet-milestone.command';
import { OpportunitiesOnPostgres, monday, terms } from '../opportunities.fixture';
import { OpenOpportunity } from '../open-opportunity/open-opportunity.command';
import { ReopenOpportunity } from '../reopen-opportunity/reopen-opportunity.command';
import { WinOpportunity } from '../win-opportunity/win-opportunity.command';
import type { BoardCard } from './pipeline-board.dto';
import { cardsStatement, conditions, PipelineBoardViews } from './pipeline-board.views';

describe('the board of a pipeline', () => {
  let service: OpportunitiesOnPostgres;
  beforeAll(async () => void (service = await OpportunitiesOnPostgres.start()));
  afterAll(() => service.stop());
  beforeEach(async () => {
    await service.database.query('TRUNCATE opportunity CASCADE');
    await service.database.setNow(monday);
  });

  const views = () => service.get(PipelineBoardViews);
  const board = (by: Principal, query: object = {}) => views().board('standard', { cards: 20, ...query }, by);
  const opened = async (over: object): Promise<string> => {
    const id = uuidv7();
    await service.get(OpenOpportunity).execute({ ...service.converted(id), ...over }, systemPrincipal('test'));
    return id;
  };

  it('sums by currency and weighs by the probability of the stage; what is won counts whole, what is over not at all', async () => {
    const head = person(['sales-head'], '1.');
    const [first, won, lost] = [await service.opened('1000.50'), await service.opened('2000'), await service.opened('9')];
    await opened({ amount: { amount: '70', currency: 'USD' } });
    await service.get(LoseOpportunity).execute({ opportunityId: lost, reason: 'price', note: null } as never, service.owner);
    await service.reach(first, 'entry');
    await service.reach(won, 'negotiation');
    await service.get(WinOpportunity).execute({ opportunityId: won, terms }, service.owner);
    const found = await board(head);
    const told = found.stages.map(({ key, count, sums }) => [key, count, sums.map(({ amount, weighted }) => [amount.currency, amount.amount, weighted.amount])]);
    expect(told.slice(0, 2)).toEqual([['develop', 1, [['USD', '70.00', '7.00']]], ['entry', 1, [['CNY', '1000.50', '250.12']]]]);
    expect(told[4]).toEqual(['negotiation', 1, [['CNY', '2000.00', '2000.00']]]);
    expect(found.sums.map(({ amount, weighted }) => [amount.amount, weighted.amount])).toEqual([['3000.50', '2250.12'], ['70.00', '7.00']]);
    // Its contract is waited for: with the stage itself nobody is late.
    expect(found.stages[4]!.cards[0]).toMatchObject({ id: won, status: 'won', clock: null, next: { stage: 'implementation', byHand: false, missing: [{ key: 'contract_signed' }] } });
  });

  it('says what a move misses, and leads with what is late', async () => {
    const late = await service.opened();
    await service.database.setNow(new Date('2026-03-10T02:00:00Z'));
    const [fresh, ready] = [await service.opened(), await service.opened()];
    await service.get(MeetMilestone).execute({ opportunityId: ready, key: 'evaluated', evidence: 'sheet' }, service.owner);
    const cards = async (): Promise<Map<string, BoardCard>> => new Map((await board(service.owner)).stages[0]!.cards.map((one) => [one.id, one]));

    await service.database.setNow(new Date('2026-03-12T01:00:00Z'));
    expect((await cards()).get(late)).toMatchObject({ ownerName: service.owner.name, clock: { state: 'soon', overdueAt: '2026-03-16T10:00:00.000Z' } });
    await service.database.setNow(new Date('2026-03-16T10:00:00Z'));
    const stage = (await board(service.owner)).stages[0]!;
    expect([stage.soon, stage.overdue, stage.cards[0]!.id]).toEqual([0, 1, late]);
    // What the overview counts is what its link shows.
    const shown = async (counted: object): Promise<(number | string)[]> => {
      const { count, cards: found } = (await board(service.owner, { cards: 50, ...counted })).stages[0]!;
      return [count, ...found.map(({ id }) => id)];
    };
    expect(await shown({ clock: 'overdue' })).toEqual([1, late]);
    const month = stage.cards[0]!.expectedCloseOn.slice(0, 7);
    expect([(await shown({ closing: month })).includes(late), (await shown({ closing: '2031-12' }))[0]]).toEqual([true, 0]);
    const now = await cards();
    expect(now.get(fresh)).toMatchObject({ clock: { state: 'in-time' }, milestones: [{ key: 'evaluated', met: false }], next: { stage: 'entry', byHand: true, missing: [{ key: 'evaluated', label: 'Evaluated and graded' }] } });
    expect(now.get(ready)).toMatchObject({ milestones: [{ met: true }], next: { missing: [] } });
  });

  it('lets go of a deal that the customer has accepted, and takes it back when its contract falls', async () => {
    const id = await service.opened();
    await service.reach(id, 'negotiation');
    await service.get(WinOpportunity).execute({ opportunityId: id, terms }, service.owner);
    await service.get(EnterImplementation).execute({ opportunityId: id });
    const counts = async () => (await board(service.owner)).stages.map(({ count }) => count);
    expect(await counts()).toEqual([0, 0, 0, 0, 0, 1]);
    await service.get(MeetMilestone).execute({ opportunityId: id, key: 'accepted', evidence: 'protocol' }, service.owner);
    expect(await counts()).toEqual([0, 0, 0, 0, 0, 0]);
    await service.get(ReopenOpportunity).execute({ opportunityId: id, reason: 'terminated', key: 'one' } as never);
    expect(await counts()).toEqual([0, 0, 0, 0, 1, 0]);
  });

  it('pages on from the board without a gap, within the unit, the owner and the reach of whoever asks', async () => {
    const other = uuidv7();
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.push(await service.opened());
    const theirs = await opened({ ownerId: other, orgPath: '1.2.' });
    const unit = uuidv7();
    await service.database.query("INSERT INTO known_unit (id, name, path, version) VALUES ($1, 'North', '1.1.', 1)", [unit]);

    const { cards, next } = (await board(service.owner, { cards: 2 })).stages[0]!;
    const rest = await views().stage('standard', 'develop', { limit: 10, cursor: next }, service.owner);
    expect([...cards, ...rest.items].map(({ id }) => id)).toEqual(ids);
    expect(rest.next).toBeUndefined();

    const head = person(['sales-head'], '1.');
    const count = async (by: Principal, query: object) => (await board(by, query)).stages[0]!.count;
    expect([await count(head, {}), await count(head, { unit }), await count(head, { owner: other }), await count(service.owner, { owner: other })]).toEqual([6, 5, 1, 0]);
    expect((await views().stage('standard', 'develop', { limit: 10, unit }, head)).items.map(({ id }) => id)).not.toContain(theirs);
    await expect(board(head, { unit: uuidv7() })).rejects.toMatchObject({ code: 'people_book.unknown_unit' });
    await expect(views().board('shoes', { cards: 1 }, head)).rejects.toMatchObject({ code: 'opportunity.unknown_pipeline' });
    await expect(views().stage('standard', 'develop', { limit: 1, cursor: 'x.y' }, head)).rejects.toMatchObject({ code: 'request.invalid' });
  });

  it('walks along the index of what still moves, not through the table', async () => {
    await service.opened();
    // One in twenty still moves.
    await service.database.query(`INSERT INTO opportunity SELECT copy.* FROM opportunity o, generate_series(1, 10000) n,
      jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'lead_id', null, 'stage_entered_at', o.stage_entered_at + n * interval '1 minute')
        || CASE WHEN n % 20 > 0 THEN '{"status": "won", "cycle": 1, "terms": {}, "closed_at": "2026-03-02", "finished_at": "2026-03-02"}' ELSE '{}' END::jsonb) copy`);
    await service.database.query('ANALYZE opportunity');
    const by = person(['sales-head'], '1.');
    const plan = await service.database.transactions.read(async (tx) => {
      const { sql, params } = cardsStatement(await conditions(tx, standardPipeline, {}, by), ['develop', 'entry'], 50, ['2026-03-02T03:00:00.000Z', uuidv7()]);
      return (await tx.query(`EXPLAIN ${sql}`, params)).map((line) => line['QUERY PLAN']).join('\n');
    });
    expect(plan).toMatch(/Index Scan using opportunity_board/);
    expect(plan).not.toMatch(/Seq Scan on opportunity\b/);
  });
});
