import type { Principal } from '@throughline/access/principal';
import { leadPolicySchema } from '@throughline/policy/lead-policy';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { day0, days, LeadsOnPostgres } from '../leads.fixture';
import { ReleaseLeadCommand } from '../release-lead/release-lead.command';
import { openPool } from '../seed';
import { HoldLeadCommand } from './hold-lead.command';

jest.setTimeout(60_000);

let service: LeadsOnPostgres;
let manager: Principal;
let rep: Principal;
let leadId: string;
beforeEach(async () => {
  service = await LeadsOnPostgres.start({ now: day0, policy: leadPolicySchema.parse({ ...openPool.policy, exempt: [{ while: 'locked' }] }) });
  manager = await service.person('sales-manager', '1.1.');
  rep = await service.person('sales-rep');
  leadId = await service.lead(rep);
  await service.get(ClaimLeadCommand).execute({ leadId }, rep);
  await service.database.truncate();
});
afterEach(() => service.stop());
const hold = (verb: 'pause' | 'resume' | 'lock' | 'unlock', by = manager) => service.get(HoldLeadCommand).execute({ leadId, verb, reason: 'the customer moves house' }, by);
const lines = async () => (await service.database.query('SELECT FROM deadline WHERE subject_id = $1', [leadId])).length;

it('a pause of two days puts the end off by two days', async () => {
  expect(await hold('pause')).toMatchObject({ protectedUntil: null, because: { rule: 'paused' } });
  expect(await lines()).toBe(0);
  await expect(hold('pause')).rejects.toMatchObject({ code: 'lead.held_already' });
  await service.database.setNow(days(2));
  expect(await hold('resume')).toMatchObject({ protectedUntil: '2026-04-06T10:00:00.000Z' });
  expect(await lines()).toBe(1);
  await expect(hold('resume')).rejects.toMatchObject({ code: 'lead.not_held' });
  expect((await service.database.facts()).filter((fact) => fact.startsWith('lead.'))).toEqual(['lead.paused', 'lead.resumed']);
});

it('locked, there is no end; the next owner has none of it', async () => {
  expect(await hold('lock')).toMatchObject({ protectedUntil: null, because: { rule: 'exempt-locked' } });
  expect(await hold('unlock')).toMatchObject({ protectedUntil: '2026-04-04T10:00:00.000Z' });
  const twice = await Promise.allSettled([hold('lock'), hold('lock')]);
  expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await service.get(ReleaseLeadCommand).execute({ leadId }, rep);
  expect(await service.database.query('SELECT exemptions FROM lead WHERE id = $1', [leadId])).toEqual([{ exemptions: [] }]);
});

it('is for managers', async () => {
  await expect(hold('pause', rep)).rejects.toMatchObject({ code: 'access.denied' });
});
