import type { Principal } from '@throughline/access/principal';
import { leadPolicySchema } from '@throughline/policy/lead-policy';
import { AskExtensionCommand } from '../ask-extension/ask-extension.command';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { ConcludeExtensionCommand } from '../conclude-extension/conclude-extension.command';
import { LeadViews } from '../lead-views/lead.views';
import { day0, LeadsOnPostgres } from '../leads.fixture';
import { openPool } from '../seed';
import { SetPoolAdministratorsCommand } from '../set-pool-administrators/set-pool-administrators.command';
import { ExtendLeadCommand } from './extend-lead.command';

jest.setTimeout(60_000);

let service: LeadsOnPostgres;
let manager: Principal;
let rep: Principal;
let leadId: string;
beforeEach(async () => {
  const clock = { ...openPool.policy.clock, maximumDays: 40 };
  service = await LeadsOnPostgres.start({ now: day0, policy: leadPolicySchema.parse({ ...openPool.policy, clock, extension: { times: 2, days: 7 } }) });
  manager = await service.person('sales-manager', '1.1.');
  rep = await service.person('sales-rep');
  leadId = await service.lead(rep);
  await service.get(ClaimLeadCommand).execute({ leadId }, rep);
  await service.database.truncate();
});
afterEach(() => service.stop());
const extend = (by = manager, id = leadId) => service.get(ExtendLeadCommand).execute({ leadId: id, reason: 'their board meets in a week' }, by);

it('puts the end off, with one fact, as often as the policy says', async () => {
  expect(await extend()).toMatchObject({ protectedUntil: '2026-04-11T10:00:00.000Z', because: { rule: 'extension' }, days: 7, left: 1 });
  expect(await extend()).toMatchObject({ protectedUntil: '2026-04-18T10:00:00.000Z', left: 0 });
  await expect(extend()).rejects.toMatchObject({ code: 'lead.not_extendable', details: { data: { reason: 'used-up', times: 2 } } });
  const told = (await service.database.events()).filter(({ type }) => type.includes('lead.extended'));
  expect(told.map(({ payload }) => payload)).toMatchObject([{ endsAt: '2026-04-04T10:00:00.000Z', granted: 1, by: manager.personId }, { endsAt: '2026-04-11T10:00:00.000Z', granted: 2 }]);
  const [line] = await service.database.query('SELECT due_at FROM deadline WHERE subject_id = $1', [leadId]);
  expect(line.due_at.toISOString()).toBe('2026-04-15T01:00:00.000Z');
});

it('counts together with what was asked for, and not while that waits', async () => {
  const { requestId } = await service.get(AskExtensionCommand).execute({ leadId, reason: 'soon' }, rep);
  await expect(extend()).rejects.toMatchObject({ code: 'lead.extension_asked', details: { data: { requestId } } });
  await service.get(ConcludeExtensionCommand).execute(requestId, 'granted');
  expect(await extend()).toMatchObject({ protectedUntil: '2026-04-18T10:00:00.000Z', left: 0 });
  await expect(service.get(AskExtensionCommand).execute({ leadId, reason: 'more' }, rep)).rejects.toMatchObject({ code: 'lead.not_extendable' });
});

it('is for managers within reach and for who looks after the pool, and never for the owner', async () => {
  const keeper = await service.person('sales-rep', '1.2.');
  await expect(extend(rep)).rejects.toMatchObject({ code: 'access.denied' });
  await expect(extend(keeper)).rejects.toMatchObject({ code: expect.stringMatching(/not_found|denied/) });
  const head = await service.person('sales-head', '1.');
  await service.get(SetPoolAdministratorsCommand).execute({ poolId: service.poolId, people: [keeper.personId, rep.personId] }, head);
  expect(await extend(keeper)).toMatchObject({ left: 1 });
  await expect(extend(rep)).rejects.toMatchObject({ code: 'access.denied' });
  const own = await service.lead(manager);
  await service.get(ClaimLeadCommand).execute({ leadId: own }, manager);
  await expect(extend(manager, own)).rejects.toMatchObject({ code: 'access.denied' });
});

it('at the same moment as another, never one too many', async () => {
  const answers = await Promise.allSettled([extend(), extend(), extend(), extend()]);
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  expect((await service.get(LeadViews).detail(leadId, rep)).extensions).toHaveLength(2);
});
