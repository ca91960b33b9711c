import { books } from '@throughline/process-contracts/clock';
import { EnterStage } from '../enter-stage/enter-stage.command';
import { MeetMilestone } from '../meet-milestone/meet-milestone.command';
import { OpportunitiesOnPostgres } from '../opportunities.fixture';
import { OpportunityViews } from '../opportunity-views/opportunity.views';
import { WatchStages } from './watch-stages.command';

const book = books.pipeline('standard');

describe('the clock of a pipeline', () => {
  let service: OpportunitiesOnPostgres;
  beforeEach(async () => void (service = await OpportunitiesOnPostgres.start()));
  afterEach(() => service.stop());

  const watch = (batch?: number) => service.get(WatchStages).execute({ book, ...(batch && { batch }) });
  const at = async (instant: string) => service.database.setNow(new Date(instant));

  it('tells soon overdue, then overdue with the manager, each once and at its moment', async () => {
    const id = await service.opened();
    await service.database.truncate();
    const { history } = await service.get(OpportunityViews).one(id, service.owner);
    const { soonAt, overdueAt } = history[0]!;
    // Ten working days from Monday 2 March: the eighth is Thursday 12 March, 09:00; the tenth Monday 16 March, 18:00 (Shanghai).
    expect([soonAt, overdueAt]).toEqual(['2026-03-12T01:00:00.000Z', '2026-03-16T10:00:00.000Z']);

    await at('2026-03-12T00:59:59Z');
    expect(await watch()).toMatchObject({ reminded: 0, ended: 0 });
    await at(soonAt!);
    expect(await watch()).toMatchObject({ reminded: 1, ended: 0 });
    expect(await watch()).toMatchObject({ reminded: 0, ended: 0 });
    await at(overdueAt!);
    expect(await watch()).toMatchObject({ reminded: 0, ended: 1 });
    expect(await watch()).toMatchObject({ reminded: 0, ended: 0 });

    expect(await service.facts()).toEqual(['opportunity.stage-soon-overdue', 'opportunity.stage-overdue']);
    const overdue = (await service.database.events()).find(({ type }) => type.includes('stage-overdue'))!;
    expect(overdue.payload).toMatchObject({ opportunityId: id, stage: 'develop', managerId: service.manager.personId });
  });

  it('warns first also after an outage, in batches, without a gap in anybody\'s numbers', async () => {
    const ids = await Promise.all(Array.from({ length: 7 }, () => service.opened()));
    await service.database.truncate();
    await at('2026-06-01T02:00:00Z');
    expect(await watch(3)).toMatchObject({ reminded: 7, ended: 7 });
    const events = await service.database.events();
    for (const id of ids) {
      const own = events.filter(({ aggregateid, topic }) => aggregateid === id && topic === 'throughline.opportunity');
      expect(own.map(({ type, headers }) => [type.split('.')[2], Number(headers.ce_sequence)])).toEqual([['stage-soon-overdue', 2], ['stage-overdue', 3]]);
    }
  });

  it('starts anew with the next stage, and two clocks at once tell nothing twice', async () => {
    const id = await service.opened();
    await service.get(MeetMilestone).execute({ opportunityId: id, key: 'evaluated', evidence: 'sheet' }, service.owner);
    await at('2026-03-11T02:00:00Z');
    await service.get(EnterStage).execute({ opportunityId: id, to: 'entry' }, service.owner);
    await at('2026-03-17T02:00:00Z');
    expect(await watch()).toMatchObject({ reminded: 0, ended: 0 });
    await at('2026-06-01T02:00:00Z');
    await Promise.all([watch(), watch(), watch()]);
    expect((await service.facts()).filter((fact) => fact.startsWith('opportunity.stage-') && fact !== 'opportunity.stage-changed')).toEqual([
      'opportunity.stage-soon-overdue', 'opportunity.stage-overdue',
    ]);
  });
});
