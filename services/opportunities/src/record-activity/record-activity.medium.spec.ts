import { person } from '@throughline/testing/person';
import { LoseOpportunity } from '../lose-opportunity/lose-opportunity.command';
import { OpportunitiesOnPostgres } from '../opportunities.fixture';
import { OpportunityViews } from '../opportunity-views/opportunity.views';
import { RecordActivity } from './record-activity.command';

describe('an activity on a deal', () => {
  let service: OpportunitiesOnPostgres;
  beforeAll(async () => void (service = await OpportunitiesOnPostgres.start()));
  afterAll(() => service.stop());
  const record = (opportunityId: string, by = service.owner) =>
    service.get(RecordActivity).execute({ opportunityId, kind: 'meeting', minutes: 45, on: 'quote', note: 'price of the hoist' }, by);

  it('is kept, shown and told once, with what it was about', async () => {
    const id = await service.opened();
    await service.database.truncate();
    const { activityId } = await record(id);
    const { activities } = await service.get(OpportunityViews).one(id, service.owner);
    expect(activities).toEqual([{ id: activityId, kind: 'meeting', on: 'quote', minutes: 45, note: 'price of the hoist', by: service.owner.personId, at: '2026-03-02T02:00:00.000Z' }]);
    expect(await service.facts()).toEqual(['opportunity.activity-recorded']);
    const [told] = await service.database.events();
    expect(told!.payload).toMatchObject({ opportunityId: id, activityId, kind: 'meeting', on: 'quote', minutes: 45, by: service.owner.personId });
  });

  it('is for its owner and the line above him, and not on a deal that is lost', async () => {
    const id = await service.opened();
    await expect(record(id, person(['sales-rep'], '1.2.'))).rejects.toMatchObject({ code: expect.stringMatching(/not_found|denied/) });
    await record(id, service.manager);
    await service.get(LoseOpportunity).execute({ opportunityId: id, reason: 'price' }, service.owner);
    await expect(record(id)).rejects.toMatchObject({ code: 'opportunity.not_open' });
  });
});
