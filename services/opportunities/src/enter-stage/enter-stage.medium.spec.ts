import { withContext } from '@throughline/observability/context';
import { person } from '@throughline/testing/person';
import { OpportunitiesOnPostgres, monday } from '../opportunities.fixture';
import { MeetMilestone } from '../meet-milestone/meet-milestone.command';
import { OpportunityViews } from '../opportunity-views/opportunity.views';
import { OpportunityTimelineViews } from '../timeline-views/opportunity-timeline.views';
import { EnterStage } from './enter-stage.command';

describe('entering a stage', () => {
  let service: OpportunitiesOnPostgres;
  beforeAll(async () => void (service = await OpportunitiesOnPostgres.start()));
  afterAll(() => service.stop());
  beforeEach(() => service.database.truncate());

  it('names the milestone that is missing', async () => {
    const id = await service.opened();
    const attempt = service.get(EnterStage).execute({ opportunityId: id, to: 'entry' }, service.owner);
    await expect(attempt).rejects.toMatchObject({ code: 'opportunity.milestone_missing', details: { data: { milestone: 'evaluated', to: 'entry' } } });
  });

  it('goes one stage at a time, and never past the signature by hand', async () => {
    const id = await service.opened();
    const enter = (to: string) => service.get(EnterStage).execute({ opportunityId: id, to }, service.owner);
    await expect(enter('bid')).rejects.toMatchObject({ code: 'opportunity.stage_out_of_turn' });
    await expect(enter('closing')).rejects.toMatchObject({ code: 'opportunity.unknown_stage' });
    await service.reach(id, 'negotiation');
    await expect(enter('implementation')).rejects.toMatchObject({ code: 'opportunity.stage_out_of_turn' });
    const signedByHand = service.get(MeetMilestone).execute({ opportunityId: id, key: 'contract_signed', evidence: 'trust me' }, service.owner);
    await expect(signedByHand).rejects.toMatchObject({ code: 'opportunity.milestone_out_of_turn' });
  });

  it('tells of the milestone and the stage, in this order, and the deal stream follows without a gap', async () => {
    const id = await service.opened();
    await service.reach(id, 'entry');
    expect(await service.facts()).toEqual(['opportunity.opened', 'deal.lead-qualified', 'deal.opened', 'opportunity.milestone-met', 'opportunity.stage-changed', 'deal.stage-changed']);
    const events = await service.database.events();
    const numbers = (topic: string) => events.filter((event) => event.topic === topic).map((event) => Number(event.headers.ce_sequence));
    expect(numbers('throughline.opportunity')).toEqual([1, 2, 3]);
    expect(numbers('throughline.deals')).toEqual([1, 2, 3]);
  });

  it('lets one of two enter at once', async () => {
    const id = await service.opened();
    await service.get(MeetMilestone).execute({ opportunityId: id, key: 'evaluated', evidence: 'sheet' }, service.owner);
    const both = await Promise.allSettled([1, 2].map(() => service.get(EnterStage).execute({ opportunityId: id, to: 'entry' }, service.owner)));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await service.facts()).filter((fact) => fact === 'opportunity.stage-changed')).toHaveLength(1);
  });

  it('keeps the stays with their durations and shows what is due because of what', async () => {
    const id = await service.opened();
    await service.database.setNow(new Date(monday.getTime() + 90 * 60_000));
    await service.reach(id, 'entry');
    await service.database.setNow(monday);
    const found = await service.get(OpportunityViews).one(id, service.owner);
    expect(found.history.map(({ stage, minutes }) => [stage, minutes])).toEqual([['develop', 90], ['entry', null]]);
    expect(found.due).toMatchObject({ kind: 'soon', at: found.history[1]!.soonAt, because: { rule: 'expected-time' } });
    expect(found.stages.filter(({ met }) => met).map(({ key }) => key)).toEqual(['develop']);
  });

  it('tells what happened in its order, page by page, by whom, and what the clock will tell of; where it runs only to those who run it', async () => {
    const id = await service.opened();
    await service.opened();
    await withContext({ principal: { personId: service.owner.personId, authType: 'user' } }, () => service.reach(id, 'entry'));
    const timeline = (query: object = {}, by = service.owner) => service.get(OpportunityTimelineViews).one(id, { limit: 2, ...query }, by);
    const first = await timeline();
    expect(first.items).toMatchObject([
      { what: 'opportunity.stage-changed', by: { type: 'user', id: service.owner.personId, name: service.owner.name }, data: { from: 'develop', to: 'entry' } },
      { what: 'opportunity.milestone-met', data: { milestone: 'evaluated', evidence: 'seen' } },
    ]);
    expect(await timeline({ cursor: first.next })).toMatchObject({ items: [{ what: 'opportunity.opened', record: { kind: 'opportunity', id }, by: null }] });
    const { history } = await service.get(OpportunityViews).one(id, service.owner);
    const { soonAt, overdueAt } = history[1]!;
    expect(first.ahead.map(({ at, what }) => [what, at])).toEqual([['opportunity.stage-soon-overdue', soonAt], ['opportunity.stage-overdue', overdueAt]]);
    expect(first.processes).toEqual([]);
    expect((await timeline({}, person(['operator'], '1.'))).processes).toEqual([{ process: 'lead-to-cash', workflowId: `lead-to-cash:test:${id}` }]);
    await expect(timeline({}, person(['sales-rep'], '1.2.1.'))).rejects.toMatchObject({ code: 'opportunity.not_found' });
  });

  it('refuses a stale version, and hides the deal from another unit', async () => {
    const id = await service.opened();
    await service.get(MeetMilestone).execute({ opportunityId: id, key: 'evaluated', evidence: 'sheet' }, service.owner);
    await expect(service.get(EnterStage).execute({ opportunityId: id, to: 'entry', ifVersion: 1 }, service.owner)).rejects.toMatchObject({ code: 'concurrency.version_mismatch' });
    const stranger = person(['sales-rep'], '1.2.1.');
    await expect(service.get(EnterStage).execute({ opportunityId: id, to: 'entry' }, stranger)).rejects.toMatchObject({ code: 'opportunity.not_found' });
    await expect(service.get(OpportunityViews).one(id, stranger)).rejects.toMatchObject({ code: 'opportunity.not_found' });
    expect((await service.get(OpportunityViews).list({ limit: 10 }, stranger)).items).toEqual([]);
  });
});
