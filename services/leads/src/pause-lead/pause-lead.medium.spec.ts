import type { Principal } from '@throughline/access/principal';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { day0, days, LeadsOnPostgres } from '../leads.fixture';
import { ResumeLeadCommand } from '../resume-lead/resume-lead.command';
import { PauseLeadCommand } from './pause-lead.command';

jest.setTimeout(60_000);

let service: LeadsOnPostgres;
let manager: Principal;
let rep: Principal;
let leadId: string;
beforeEach(async () => {
  service = await LeadsOnPostgres.start({ now: day0 });
  manager = await service.person('sales-manager', '1.1.');
  rep = await service.person('sales-rep');
  leadId = await service.lead(rep);
  await service.get(ClaimLeadCommand).execute({ leadId }, rep);
  await service.database.truncate();
});
afterEach(() => service.stop());
const command = () => ({ leadId, reason: 'the customer moves house' });
const pause = (by = manager) => service.get(PauseLeadCommand).execute(command(), by);
const resume = () => service.get(ResumeLeadCommand).execute(command(), manager);
const lines = async () => (await service.database.query('SELECT FROM deadline WHERE subject_id = $1', [leadId])).length;

it('a pause of two days puts the end off by two days', async () => {
  expect(await pause()).toMatchObject({ protectedUntil: null, because: { rule: 'paused' } });
  expect(await lines()).toBe(0);
  await expect(pause()).rejects.toMatchObject({ code: 'lead.held_already' });
  await service.database.setNow(days(2));
  expect(await resume()).toMatchObject({ protectedUntil: '2026-04-06T10:00:00.000Z' });
  expect(await lines()).toBe(1);
  await expect(resume()).rejects.toMatchObject({ code: 'lead.not_held' });
  expect((await service.database.facts()).filter((fact) => fact.startsWith('lead.'))).toEqual(['lead.paused', 'lead.resumed']);
});

it('of two at once one pauses, and one resumes', async () => {
  expect((await Promise.allSettled([pause(), pause()])).map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect((await Promise.allSettled([resume(), resume()])).map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

it('is for managers', async () => {
  await expect(pause(rep)).rejects.toMatchObject({ code: 'access.denied' });
});
