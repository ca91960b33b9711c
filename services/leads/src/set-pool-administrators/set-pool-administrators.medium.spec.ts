import { leadPolicySchema } from '@throughline/policy/lead-policy';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { LeadViews } from '../lead-views/lead.views';
import { day0, LeadsOnPostgres } from '../leads.fixture';
import { RecycleLeadsCommand } from '../recycle-leads/recycle-leads.command';
import { openPool } from '../seed';
import { SetPoolAdministratorsCommand } from './set-pool-administrators.command';

jest.setTimeout(60_000);

let service: LeadsOnPostgres;
beforeEach(async () => {
  service = await LeadsOnPostgres.start({ now: day0, policy: leadPolicySchema.parse({ ...openPool.policy, reminders: [{ daysBefore: 3, recipients: ['pool-admin'] }] }) });
});
afterEach(() => service.stop());

it('they are reminded, and see what is hidden in the pool', async () => {
  const head = await service.person('sales-head', '1.');
  const [rep, admin] = [await service.person('sales-rep'), await service.person('sales-manager', '1.2.')];
  const set = (people: string[], by = head) => service.get(SetPoolAdministratorsCommand).execute({ poolId: service.poolId, people }, by);
  const free = await service.lead(rep, { email: 'buyer@example.com' });
  const email = async () => (await service.get(LeadViews).detail(free, admin)).email;
  expect(await email()).toBeNull();
  await expect(set([admin.personId], rep)).rejects.toMatchObject({ code: 'access.denied' });
  await expect(set(['0199d000-0000-7000-8000-00000000ffff'])).rejects.toMatchObject({ code: 'pool.administrator_unknown' });
  expect(await set([admin.personId])).toMatchObject({ people: [admin.personId] });
  expect(await email()).toBe('buyer@example.com');
  const leadId = await service.lead(rep);
  await service.get(ClaimLeadCommand).execute({ leadId }, rep);
  await service.database.truncate();
  await service.database.setNow(new Date('2026-04-01T01:00:00Z'));
  await service.get(RecycleLeadsCommand).execute({ poolId: service.poolId });
  const [warned] = (await service.database.events()).filter(({ type }) => type.includes('recycle-warned'));
  expect(warned!.payload.recipients).toEqual([admin.personId]);
});
