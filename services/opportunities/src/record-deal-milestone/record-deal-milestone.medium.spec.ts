import * as fc from 'fast-check';
import { DealHistory } from '../deal/deal-history';
import { story, told } from '../deal/deal.story.fixture';
import { OpportunitiesOnPostgres } from '../opportunities.fixture';
import { v7 as uuidv7 } from 'uuid';
import { RecordDealMilestone } from './record-deal-milestone.command';

describe('recording what happens to a deal', () => {
  let service: OpportunitiesOnPostgres;
  beforeAll(async () => void (service = await OpportunitiesOnPostgres.start()));
  afterAll(() => service.stop());

  const published = async (dealId: string) => (await service.database.events()).filter(({ topic, key }) => topic === 'throughline.deals' && key === dealId);

  it('publishes one order, without gaps, whatever arrives first, twice or at once', async () => {
    const arrivals = fc.sample(fc.shuffledSubarray([...story, ...story], { minLength: story.length * 2 }), 6);
    for (const facts of arrivals) {
      const dealId = uuidv7();
      await Promise.all(facts.map((fact) => service.get(RecordDealMilestone).execute(dealId, [fact])));
      const events = await published(dealId);
      const types = events.map(({ type }) => type.split('.')[2]);
      expect(types.filter((type) => type !== 'stage-changed')).toEqual(told);
      expect(events.map(({ headers }) => Number(headers.ce_sequence))).toEqual(events.map((_, index) => index + 1));
    }
  });

  it('publishes nothing when the transaction of the fact is rolled back', async () => {
    const dealId = uuidv7();
    const undone = service.database.transactions.run(async () => {
      await service.get(RecordDealMilestone).execute(dealId, story);
      throw new Error('later in the same transaction');
    });
    await expect(undone).rejects.toThrow('later');
    expect(await published(dealId)).toEqual([]);
  });

  it('tells the deal\'s story what has happened, for one that is started anew', async () => {
    const dealId = uuidv7();
    await service.get(RecordDealMilestone).execute(dealId, story);
    expect((await service.get(DealHistory).tell(dealId)).map(({ fact }) => fact)).toEqual(['won', 'contract-drafted', 'contract-signed', 'plan-settled']);
  });
});
