import type { Principal } from '@throughline/access/principal';
import { leadPolicySchema } from '@throughline/policy/lead-policy';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { LeadViews } from '../lead-views/lead.views';
import { day0, LeadsOnPostgres } from '../leads.fixture';
import { RecordActivityCommand } from '../record-activity/record-activity.command';
import type { RecordActivity } from '../record-activity/record-activity.dto';
import { openPool } from '../seed';
import { RecycleLeadsCommand } from './recycle-leads.command';

// Two cores may be shared with other suites.
jest.setTimeout(60_000);

let service: LeadsOnPostgres;
let manager: Principal;
let rep: Principal;
const policy = leadPolicySchema.parse({
  ...openPool.policy,
  clock: { ...openPool.policy.clock, quietDays: 10, refreshDays: 3, maximumDays: 40 },
  resets: [{ kind: 'call' }, { kind: 'visit', by: 'owner', refreshDays: 12 }, { kind: 'meeting', on: ['deal'], refreshDays: 20 }],
  mustReach: [{ what: 'opportunity', withinDays: 30 }],
  firstResponse: { workingHours: 4, managerAfterWorkingHours: 8, reassignAfterWorkingHours: 80 },
  exempt: [{ while: 'tagged', tag: 'strategic' }],
  reminders: [{ daysBefore: 1, recipients: ['owner'] }],
});
const shanghai = (text: string): Date => new Date(`${text}+08:00`);
const at = async (when: string) => {
  await service.database.setNow(shanghai(when));
  return service.get(RecycleLeadsCommand).execute({ poolId: service.poolId });
};
const owned = async (tags: string[] = []) => {
  const leadId = await service.lead(rep);
  await service.database.query('UPDATE lead SET tags = $2 WHERE id = $1', [leadId, tags]);
  await service.get(ClaimLeadCommand).execute({ leadId }, rep);
  return leadId;
};
const record = (leadId: string, activity: Partial<RecordActivity> & Pick<RecordActivity, 'kind'>, by = rep) => service.get(RecordActivityCommand).execute({ leadId, ...activity }, by);
const due = async (leadId: string) => {
  const { due: answer } = await service.get(LeadViews).detail(leadId, rep);
  return [answer?.at?.slice(0, 10) ?? null, answer?.because.rule];
};

beforeEach(async () => {
  service = await LeadsOnPostgres.start({ now: day0, policy });
  manager = await service.person('sales-manager', '1.1.');
  rep = await service.person('sales-rep', '1.1.1.', manager.personId);
});
afterEach(() => service.stop());

it('nobody answers: the owner is told within the working hours of the policy, then his manager, and each of it once', async () => {
  // Claimed on Wednesday at 10:00.
  await owned();
  await service.database.truncate();
  expect(await at('2026-03-25T14:59')).toMatchObject({ reminded: 0 });
  expect(await at('2026-03-25T15:00')).toEqual({ reminded: 1, ended: 0, next: { at: shanghai('2026-03-26T10:00').toISOString() } });
  expect(await at('2026-03-26T10:00')).toMatchObject({ reminded: 1, ended: 0 });
  expect(await at('2026-03-26T10:01')).toMatchObject({ reminded: 0, ended: 0 });
  expect(await service.database.facts()).toEqual(['lead.response-overdue', 'lead.response-overdue']);
  const [first, second] = await service.database.events();
  expect(first!.payload).toMatchObject({ step: 'first-response owner', recipients: [rep.personId], because: { rule: 'first-response' } });
  expect(second!.payload).toMatchObject({ step: 'first-response manager', recipients: [manager.personId] });
});

it('an answer ends the climb, and each kind of activity protects by its own rule', async () => {
  const leadId = await owned();
  await service.database.setNow(shanghai('2026-03-25T11:00'));
  expect(await record(leadId, { kind: 'note' })).toMatchObject({ resets: false });
  expect(await at('2026-03-25T15:00')).toMatchObject({ reminded: 0, next: { at: shanghai('2026-04-03T09:00').toISOString() } });
  await service.database.setNow(shanghai('2026-03-30T10:00'));
  expect(await record(leadId, { kind: 'visit' }, manager)).toMatchObject({ resets: false });
  expect(await record(leadId, { kind: 'meeting' })).toMatchObject({ resets: false });
  expect(await due(leadId)).toEqual(['2026-04-04', 'quiet']);
  expect(await record(leadId, { kind: 'visit' })).toMatchObject({ resets: true });
  expect(await due(leadId)).toEqual(['2026-04-11', 'refresh']);
  // A later call protects for a shorter time: it takes nothing away.
  await service.database.setNow(shanghai('2026-03-31T10:00'));
  expect(await record(leadId, { kind: 'call' })).toMatchObject({ resets: true });
  expect(await due(leadId)).toEqual(['2026-04-11', 'refresh']);
  expect(await record(leadId, { kind: 'meeting', on: 'deal' })).toMatchObject({ resets: true });
  expect(await due(leadId)).toEqual(['2026-04-20', 'refresh']);
});

it('what must be reached ends it, however much is done', async () => {
  const leadId = await owned();
  for (const day of ['2026-04-03', '2026-04-14', '2026-04-22']) {
    await service.database.setNow(shanghai(`${day}T10:00`));
    await record(leadId, { kind: 'visit' });
  }
  expect(await due(leadId)).toEqual(['2026-04-24', 'must-reach-opportunity']);
  expect(await at('2026-04-23T09:00')).toMatchObject({ reminded: 1, ended: 0 });
  expect(await at('2026-04-24T18:00')).toMatchObject({ ended: 1, next: { at: null } });
});

it('a lead whose clock stands still is in no book, and is not taken', async () => {
  const leadId = await owned(['strategic']);
  expect(await due(leadId)).toEqual([null, 'exempt-tagged']);
  expect(await at('2026-12-01T10:00')).toEqual({ reminded: 0, ended: 0, next: { at: null } });
  expect(await service.get(LeadViews).detail(leadId, rep)).toMatchObject({ status: 'owned', ownerId: rep.personId });
  await expect(record(leadId, { kind: 'call' })).resolves.toMatchObject({ protectedUntil: null });
});
