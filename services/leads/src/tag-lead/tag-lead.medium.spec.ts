import type { Principal } from '@throughline/access/principal';
import { leadPolicySchema } from '@throughline/policy/lead-policy';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { DisqualifyLeadCommand } from '../disqualify-lead/disqualify-lead.command';
import { day0, LeadsOnPostgres } from '../leads.fixture';
import { RecycleLeadsCommand } from '../recycle-leads/recycle-leads.command';
import { openPool } from '../seed';
import { UntagLeadCommand } from '../untag-lead/untag-lead.command';
import { TagLeadCommand } from './tag-lead.command';

jest.setTimeout(60_000);

let service: LeadsOnPostgres;
let manager: Principal;
let rep: Principal;
let leadId: string;
beforeEach(async () => {
  const policy = leadPolicySchema.parse({ ...openPool.policy, exempt: [{ while: 'tagged', tag: 'strategic' }], variants: [{ when: { tag: ['tender'] }, quietDays: 14 }] });
  service = await LeadsOnPostgres.start({ now: day0, policy });
  manager = await service.person('sales-manager', '1.1.');
  rep = await service.person('sales-rep');
  leadId = await service.lead(rep);
  await service.get(ClaimLeadCommand).execute({ leadId }, rep);
  await service.database.truncate();
});
afterEach(() => service.stop());
const tag = (tags: string[], by = manager, id = leadId) => service.get(TagLeadCommand).execute({ leadId: id, tags }, by);
const untag = (tags: string[], by = manager) => service.get(UntagLeadCommand).execute({ leadId, tags }, by);
const lines = async () => (await service.database.query<{ kind: string }>('SELECT kind FROM deadline WHERE subject_id = $1', [leadId])).map(({ kind }) => kind);
const facts = async () => (await service.database.facts()).filter((fact) => fact.startsWith('lead.'));

it('a tag that the policy names stops the clock, another gives other days; without them it is as before', async () => {
  expect(await tag(['strategic'])).toMatchObject({ protectedUntil: null, because: { rule: 'exempt-tagged' }, tags: ['company', 'strategic', 'unreachable'] });
  expect(await lines()).toEqual([]);
  expect(await untag(['strategic'])).toMatchObject({ protectedUntil: '2026-04-04T10:00:00.000Z' });
  expect(await lines()).toEqual(['remind']);
  expect(await tag(['tender'])).toMatchObject({ protectedUntil: '2026-04-08T10:00:00.000Z' });
  const [event] = (await service.database.events()).filter(({ type }) => type === 'throughline.lead.tagged.v1').slice(-1);
  expect(event!.payload).toMatchObject({ ownerId: rep.personId, by: manager.personId, changed: ['tender'], tags: ['company', 'tender', 'unreachable'], exemption: null });
  expect(await facts()).toEqual(['lead.tagged', 'lead.untagged', 'lead.tagged']);
});

it('the owner sets tags that do not count; those that do are for managers', async () => {
  expect(await tag(['met-at-fair'], rep)).toMatchObject({ protectedUntil: '2026-04-04T10:00:00.000Z' });
  await expect(tag(['also', 'strategic'], rep)).rejects.toMatchObject({ code: 'access.denied' });
  await tag(['strategic']);
  await expect(untag(['strategic'], rep)).rejects.toMatchObject({ code: 'access.denied' });
  await expect(tag(['x'], await service.person('sales-rep', '1.2.1.'))).rejects.toMatchObject({ code: 'lead.not_found' });
});

it('tags that are there, or not there, change nothing; of many at once each counts', async () => {
  const { version } = await tag(['a', 'a']);
  expect(await tag(['a'])).toMatchObject({ version });
  expect(await untag(['b'])).toMatchObject({ version });
  expect(await facts()).toEqual(['lead.tagged']);
  await Promise.all(['b', 'c', 'd', 'b'].map((one) => tag([one])));
  const [{ tags }] = (await service.database.query('SELECT tags FROM lead WHERE id = $1', [leadId])) as [{ tags: string[] }];
  expect(tags).toEqual(['a', 'b', 'c', 'company', 'd', 'unreachable']);
  expect(await facts()).toHaveLength(4);
});

it('the score follows in the same transaction, as a fact of its own', async () => {
  expect(await tag(['do-not-mail'], rep)).toMatchObject({ version: 4 });
  expect(await facts()).toEqual(['lead.tagged', 'lead.scored']);
});

it('a free lead keeps its tags for whoever takes it; none save what has ended; there is a limit', async () => {
  const free = await service.lead(rep);
  await tag(['strategic'], manager, free);
  expect(await service.get(ClaimLeadCommand).execute({ leadId: free }, rep)).toMatchObject({ protectedUntil: null });
  await expect(tag(Array.from({ length: 50 }, (_, n) => `t-${n}`))).rejects.toMatchObject({ code: 'lead.too_many_tags', details: { field: 'tags' } });
  for (const at of ['2026-04-01T01:00:00Z', '2026-04-03T01:00:00Z']) {
    await service.database.setNow(new Date(at));
    await service.get(RecycleLeadsCommand).execute({ poolId: service.poolId });
  }
  await service.database.setNow(new Date('2026-04-04T10:00:00Z'));
  await expect(tag(['strategic'])).rejects.toMatchObject({ code: 'lead.protection_ended' });
  await service.get(DisqualifyLeadCommand).execute({ leadId: free, reason: 'no-need' }, rep);
  await expect(tag(['y'], manager, free)).rejects.toMatchObject({ code: 'lead.wrong_status' });
});
