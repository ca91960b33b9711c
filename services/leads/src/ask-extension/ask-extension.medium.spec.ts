import type { Principal } from '@throughline/access/principal';
import { approvalGranted } from '@throughline/events/approval-events';
import type { LeadPolicyDocument } from '@throughline/policy/lead-policy';
import { leadPolicySchema } from '@throughline/policy/lead-policy';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { ConcludeExtensionCommand } from '../conclude-extension/conclude-extension.command';
import { ConcludeExtensionWhenApprovalConcluded } from '../conclude-extension/conclude-extension-when-approval-concluded';
import { LeadViews } from '../lead-views/lead.views';
import { day0, days, LeadsOnPostgres } from '../leads.fixture';
import { ReleaseLeadCommand } from '../release-lead/release-lead.command';
import { openPool } from '../seed';
import { AskExtensionCommand } from './ask-extension.command';

jest.setTimeout(60_000);

let service: LeadsOnPostgres;
let rep: Principal;
let leadId: string;
const start = async (rules: Partial<LeadPolicyDocument> = {}) => {
  const clock = { ...openPool.policy.clock, maximumDays: 40 };
  service = await LeadsOnPostgres.start({ now: day0, policy: leadPolicySchema.parse({ ...openPool.policy, clock, exempt: [], extension: { times: 1, days: 7 }, ...rules }) });
  rep = await service.person('sales-rep');
  leadId = await service.lead(rep);
  await service.get(ClaimLeadCommand).execute({ leadId }, rep);
  await service.database.truncate();
};
afterEach(() => service.stop());
const ask = (by = rep) => service.get(AskExtensionCommand).execute({ leadId, reason: 'they decide next week' }, by);
const conclude = (requestId: string, outcome: 'granted' | 'refused' = 'granted') => service.get(ConcludeExtensionCommand).execute(requestId, outcome);
const due = async () => (await service.get(LeadViews).detail(leadId, rep)).due;
const lines = async () => (await service.database.query('SELECT due_at FROM deadline WHERE subject_id = $1', [leadId])).length;
const facts = async () => (await service.database.facts()).filter((fact) => fact.startsWith('lead.'));

it('granted, puts the end off; heard again, it changes nothing', async () => {
  await start();
  const { requestId, days: asked, protectedUntil } = await ask();
  expect([asked, protectedUntil]).toEqual([7, '2026-04-04T10:00:00.000Z']);
  await Promise.all([conclude(requestId), conclude(requestId)]);
  expect(await due()).toMatchObject({ at: '2026-04-11T10:00:00.000Z', because: { rule: 'extension' } });
  expect(await facts()).toEqual(['lead.extension-requested', 'lead.extension-concluded']);
  const [{ status }] = await service.database.query('SELECT status FROM extension_request');
  expect(status).toBe('granted');
  await expect(ask()).rejects.toMatchObject({ code: 'lead.not_extendable', details: { data: { reason: 'used-up' } } });
});

it('puts the end off by the days that those who agreed made of it', async () => {
  await start();
  const { requestId } = await ask();
  await service.get(ConcludeExtensionWhenApprovalConcluded).handle({ type: approvalGranted.type, data: { kind: 'extension', requestId, subjectId: leadId, dealId: null, decidedBy: [], changes: { days: '3' } } } as never);
  expect(await due()).toMatchObject({ at: '2026-04-07T10:00:00.000Z', because: { rule: 'extension' } });
  expect((await service.database.events()).findLast(({ type }) => type.includes('extension-concluded'))).toMatchObject({ payload: { outcome: 'granted', days: 3 } });
});

it('while it is asked the clock stands still where the policy says so, and refused it runs again', async () => {
  await start({ exempt: [{ while: 'in-approval' }] });
  const { requestId, protectedUntil } = await ask();
  expect(protectedUntil).toBeNull();
  expect(await due()).toMatchObject({ at: null, exemption: 'in-approval' });
  expect(await lines()).toBe(0);
  await service.database.setNow(days(1));
  await conclude(requestId, 'refused');
  expect(await due()).toMatchObject({ at: '2026-04-04T10:00:00.000Z', exemption: null });
  expect(await lines()).toBe(1);
});

it('one at a time; asked twice at once, once', async () => {
  await start();
  const answers = await Promise.allSettled([ask(), ask(), ask()]);
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(ask()).rejects.toMatchObject({ code: 'lead.extension_asked' });
  const stranger = await service.person('sales-rep', '1.2.');
  await expect(ask(stranger)).rejects.toMatchObject({ code: expect.stringMatching(/not_found|denied/) });
});

it('answered too late, gains nothing for the next owner', async () => {
  await start({ exempt: [{ while: 'in-approval' }] });
  const { requestId } = await ask();
  await service.get(ReleaseLeadCommand).execute({ leadId }, rep);
  const next = await service.person('sales-rep');
  await service.database.setNow(days(1));
  await service.get(ClaimLeadCommand).execute({ leadId }, next);
  const before = await service.get(LeadViews).detail(leadId, next);
  await conclude(requestId);
  const after = await service.get(LeadViews).detail(leadId, next);
  expect(after).toEqual(before);
  expect(after.protectedUntil).not.toBeNull();
  expect(await service.database.query('SELECT status FROM extension_request')).toEqual([{ status: 'void' }]);
});

it('no policy, no extension', async () => {
  await start({ extension: undefined });
  await expect(ask()).rejects.toMatchObject({ code: 'lead.not_extendable' });
});
