import type { Principal } from '@throughline/access/principal';
import type { LeadPolicyDocument } from '@throughline/policy/lead-policy';
import { leadPolicySchema } from '@throughline/policy/lead-policy';
import { assignBy } from '../assignment/assignment.fixture';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { LeadViews } from '../lead-views/lead.views';
import { day0, LeadsOnPostgres } from '../leads.fixture';
import { openPool } from '../seed';
import { RecycleLeadsCommand } from './recycle-leads.command';

jest.setTimeout(60_000);

let service: LeadsOnPostgres;
let manager: Principal;
let head: Principal;
let rep: Principal;
let colleague: Principal;
const start = async (rules: Partial<LeadPolicyDocument>) => {
  service = await LeadsOnPostgres.start({ now: day0, policy: leadPolicySchema.parse({ ...openPool.policy, ...rules }) });
  head = await service.person('sales-head', '1.');
  manager = await service.person('sales-manager', '1.1.', head.personId);
  rep = await service.person('sales-rep', '1.1.1.', manager.personId);
  colleague = await service.person('sales-rep', '1.1.1.', manager.personId);
};
afterEach(() => service.stop());

const owned = async () => {
  const leadId = await service.lead(rep);
  await service.get(ClaimLeadCommand).execute({ leadId }, rep);
  await service.database.truncate();
  return leadId;
};
/** The clock acts at each of its moments up to `until`. */
const drain = async (until: Date) => {
  let ended = 0;
  for (let next: string | null = day0.toISOString(); next !== null && new Date(next) <= until; ) {
    await service.database.setNow(new Date(next));
    const report = await service.get(RecycleLeadsCommand).execute({ poolId: service.poolId });
    ended += report.ended;
    next = report.next.at;
  }
  return ended;
};
const end = new Date('2026-04-04T10:00:00Z');
const facts = async () => (await service.database.facts()).filter((fact) => fact === 'lead.recycled' || fact === 'lead.assigned');
const book = () => service.database.query(`SELECT count(*)::int AS lines FROM deadline WHERE book = $1`, [`pool:${service.poolId}`]);

it('to the manager, who then has a protection of his own', async () => {
  await start({ onDue: { to: 'manager' } });
  const leadId = await owned();
  expect(await drain(end)).toBe(1);
  expect(await facts()).toEqual(['lead.recycled', 'lead.assigned']);
  const events = (await service.database.events()).filter(({ type }) => /recycled|assigned/.test(type));
  expect(events.map(({ payload }) => payload)).toMatchObject([{ lastOwnerId: rep.personId, to: 'manager' }, { ownerId: manager.personId, strategy: 'manager' }]);
  const card = await service.get(LeadViews).detail(leadId, manager);
  expect(card).toMatchObject({ status: 'owned', ownerId: manager.personId });
  expect(card.protectedUntil! > end.toISOString()).toBe(true);
  expect(card.owners.map(({ ownerId, endReason }) => [ownerId, endReason])).toEqual([[rep.personId, 'recycled'], [manager.personId, null]]);
  expect(await book()).toEqual([{ lines: 1 }]);
});

it('climbs the line, and comes to the pool where it ends', async () => {
  await start({ onDue: { to: 'manager' } });
  const leadId = await owned();
  expect(await drain(new Date('2026-06-30T00:00:00Z'))).toBe(3);
  const card = await service.get(LeadViews).detail(leadId, head);
  expect(card.owners.map(({ ownerId }) => ownerId)).toEqual([rep.personId, manager.personId, head.personId]);
  expect(card.status).toBe('available');
  expect(await book()).toEqual([{ lines: 0 }]);
});

it('to somebody else in turn, never to who had it', async () => {
  await start({ onDue: { to: 'reassign', strategy: 'round-robin' } });
  const leads = [await owned(), await owned(), await owned()];
  expect(await drain(end)).toBe(3);
  for (const leadId of leads) expect(await service.get(LeadViews).detail(leadId, manager)).toMatchObject({ ownerId: colleague.personId, status: 'owned' });
  const [decision] = await service.database.query(`SELECT strategy FROM assignment`);
  expect(decision).toBeDefined();
});

it('by the rule of the assignment policy that the strategy names, and stays in the pool when nobody is left', async () => {
  await start({ onDue: { to: 'reassign', strategy: 'desk' } });
  const desk = await service.person('sales-rep', '1.2.');
  await assignBy(service, head, { onShiftOnly: false, rules: [
    { key: 'desk', when: { source: ['never'] }, strategy: { kind: 'dedicated', people: [desk.personId] } },
    { key: 'others', strategy: { kind: 'round-robin', among: {} } },
  ] });
  const leadId = await owned();
  await drain(end);
  expect((await service.get(LeadViews).detail(leadId, head)).ownerId).toBe(desk.personId);
  await drain(new Date('2026-06-30T00:00:00Z'));
  expect(await service.get(LeadViews).detail(leadId, head)).toMatchObject({ status: 'available', endReason: 'recycled' });
});

it('nobody answers: the owner is told, his manager is told, somebody else gets it', async () => {
  await start({ firstResponse: { workingHours: 2, managerAfterWorkingHours: 4, reassignAfterWorkingHours: 8 } });
  const leadId = await owned();
  expect(await drain(new Date('2026-03-26T10:00:00Z'))).toBe(1);
  expect((await service.database.facts()).filter((fact) => fact.startsWith('lead.')).slice(0, 4)).toEqual(['lead.response-overdue', 'lead.response-overdue', 'lead.recycled', 'lead.assigned']);
  expect(await service.get(LeadViews).detail(leadId, manager)).toMatchObject({ ownerId: colleague.personId });
});
