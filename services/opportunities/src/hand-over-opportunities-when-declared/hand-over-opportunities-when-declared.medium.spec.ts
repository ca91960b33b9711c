import { handOverDeclared } from '@throughline/events/account-events';
import { personChanged } from '@throughline/events/directory-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { person } from '@throughline/testing/person';
import { v7 as uuidv7 } from 'uuid';
import { LoseOpportunity } from '../lose-opportunity/lose-opportunity.command';
import { OpportunityViews } from '../opportunity-views/opportunity.views';
import { FollowCalendar } from '../recount-stages/follow-calendar';
import { OpportunitiesOnPostgres } from '../opportunities.fixture';
import { RecordDealMilestone } from '../record-deal-milestone/record-deal-milestone.command';
import { WatchStages } from '../watch-stages/watch-stages.command';
import { HandOverOpportunitiesWhenDeclared } from './hand-over-opportunities-when-declared';

jest.setTimeout(60_000);

let service: OpportunitiesOnPostgres;
beforeAll(async () => {
  service = await OpportunitiesOnPostgres.start();
});
afterAll(() => service.stop());

const handOver = (fromId: string, toId: string) => {
  const data = { handOverId: uuidv7(), fromId, toId, toPath: '1.1.2.', reason: 'left', leads: 0, accounts: 0 };
  const event = handOverDeclared.of({ id: data.handOverId, version: 1, data }) as ReceivedEvent<typeof data>;
  return service.database.transactions.run((tx) => service.get(HandOverOpportunitiesWhenDeclared).handle(event, tx));
};
const ownerOf = async (id: string) => (await service.database.query('SELECT owner_id, org_path FROM opportunity WHERE id = $1', [id]))[0];

describe('a hand-over', () => {
  it('moves what is open and won, leaves what was lost, and tells each once', async () => {
    const heir = uuidv7();
    const [open, lost] = [await service.opened(), await service.opened()];
    await service.get(LoseOpportunity).execute({ opportunityId: lost, reason: 'price' }, service.owner);
    await service.database.truncate();
    await handOver(service.owner.personId, heir);
    expect(await ownerOf(open)).toEqual({ owner_id: heir, org_path: '1.1.2.' });
    expect((await ownerOf(lost)).owner_id).toBe(service.owner.personId);
    expect(await service.facts()).toEqual(['opportunity.owner-changed']);
    const [event] = await service.database.events();
    expect(event).toMatchObject({ aggregateid: open, payload: { fromId: service.owner.personId, toId: heir, toPath: '1.1.2.' } });
    // Nothing is left to do.
    await handOver(service.owner.personId, heir);
    expect(await service.facts()).toHaveLength(1);
    // The next snapshot of the deal shows the new owner.
    await service.get(RecordDealMilestone).execute(open, [{ key: uuidv7(), fact: { type: 'won', amount: { amount: '1.00', currency: 'CNY' }, cycle: 1 } }]);
    const snapshot = (await service.database.events()).find(({ type }) => type.includes('deal.state'));
    expect(snapshot!.payload.ownerId).toBe(heir);
    // Its stage is still watched.
    await service.database.setNow(new Date('2026-12-01T02:00:00Z'));
    const report = await service.get(WatchStages).execute({ book: 'pipeline:standard' } as never);
    expect(report.reminded + report.ended).toBeGreaterThan(0);
  });

  it('moves more than one batch', async () => {
    const [from, heir] = [uuidv7(), uuidv7()];
    const ids = [];
    for (let at = 0; at < 5; at += 1) ids.push(await service.opened());
    await service.database.query(
      `INSERT INTO opportunity SELECT (jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'lead_id', NULL, 'owner_id', $2::text))).* FROM opportunity o, generate_series(1, 450) WHERE o.id = $1`,
      [ids[0], from],
    );
    await service.database.truncate();
    await handOver(from, heir);
    expect((await service.facts()).filter((fact) => fact === 'opportunity.owner-changed')).toHaveLength(450);
    const [{ count }] = await service.database.query('SELECT count(*)::int FROM opportunity WHERE owner_id = $1', [heir]);
    expect(count).toBe(450);
  });
});

it('who goes to another unit takes his deals along: its manager sees them, that of the unit before does not', async () => {
  const id = await service.opened();
  const { personId, unitPath } = service.owner;
  const told = (unitId: string, path: string, sequence: number) =>
    service.database.transactions.run((tx) => {
      const data = { personId, name: 'Owner', email: 'o@example.test', position: 'Sales', roles: ['sales-rep'], unitId, unitPath: path, managerId: null, zone: 'Asia/Shanghai', active: true };
      return service.get(FollowCalendar).handle({ type: personChanged.type, data, sequence } as ReceivedEvent, tx);
    });
  await told(uuidv7(), unitPath, 1);
  const seen = async (path: string) => (await service.get(OpportunityViews).list({ limit: 200 } as never, person(['sales-manager'], path))).items.some((one) => one.id === id);
  expect([await seen(unitPath), await seen('1.7.')]).toEqual([true, false]);
  await told(uuidv7(), '1.7.', 2);
  expect([await seen(unitPath), await seen('1.7.')]).toEqual([false, true]);
});
