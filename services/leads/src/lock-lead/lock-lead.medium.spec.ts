import type { Principal } from '@throughline/access/principal';
import { leadPolicySchema } from '@throughline/policy/lead-policy';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { day0, LeadsOnPostgres } from '../leads.fixture';
import { ReleaseLeadCommand } from '../release-lead/release-lead.command';
import { openPool } from '../seed';
import { UnlockLeadCommand } from '../unlock-lead/unlock-lead.command';
import { LockLeadCommand } from './lock-lead.command';

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
const command = () => ({ leadId, reason: 'a tender runs' });
const lock = (by = manager) => service.get(LockLeadCommand).execute(command(), by);
const unlock = () => service.get(UnlockLeadCommand).execute(command(), manager);

it('locked, there is no end; the next owner has none of it', async () => {
  expect(await lock()).toMatchObject({ protectedUntil: null, because: { rule: 'exempt-locked' } });
  expect(await unlock()).toMatchObject({ protectedUntil: '2026-04-04T10:00:00.000Z' });
  await expect(unlock()).rejects.toMatchObject({ code: 'lead.not_held' });
  const twice = await Promise.allSettled([lock(), lock()]);
  expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await service.get(ReleaseLeadCommand).execute({ leadId }, rep);
  expect(await service.database.query('SELECT exemptions FROM lead WHERE id = $1', [leadId])).toEqual([{ exemptions: [] }]);
  expect((await service.database.facts()).filter((fact) => fact.startsWith('lead.'))).toEqual(['lead.locked', 'lead.unlocked', 'lead.locked', 'lead.released']);
});

it('is for managers', async () => {
  await expect(lock(rep)).rejects.toMatchObject({ code: 'access.denied' });
});
