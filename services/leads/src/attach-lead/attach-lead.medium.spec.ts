import { contractActivated, contractDrafted, contractEnded, contractSigned, contractTerminated } from '@throughline/events/contract-events';
import { opportunityLost, opportunityOpened, opportunityReopened, opportunityWon, stageChanged } from '@throughline/events/opportunity-events';
import { standardPaymentTerms } from '@throughline/policy/default-policies';
import { leadPolicySchema } from '@throughline/policy/lead-policy';
import { v7 as uuidv7 } from 'uuid';
import { AccountsBed, cny } from '../accounts.fixture';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { OpenPoolCommand } from '../open-pool/open-pool.command';
import { openPool } from '../seed';
import { AttachLeadCommand } from './attach-lead.command';

jest.setTimeout(60_000);

let bed: AccountsBed;
let leadId: string;
let accountId: string;
const dealId = uuidv7();
const contractId = uuidv7();
beforeEach(async () => {
  bed = await AccountsBed.start();
  const poolId = uuidv7();
  const policy = leadPolicySchema.parse({
    ...openPool.policy, id: 'with-deals', mustReach: [{ what: 'opportunity', withinDays: 5 }],
    exempt: [{ while: 'open-deal', fromStage: 'proposal' }, { while: 'won' }, { while: 'live-contract' }],
  });
  await bed.service.get(OpenPoolCommand).execute({ ...openPool, id: poolId, key: 'with-deals', name: 'With deals', policy }, 'test');
  leadId = await bed.service.lead(bed.rep, { poolId });
  await bed.service.get(ClaimLeadCommand).execute({ leadId }, bed.rep);
  accountId = (await bed.create('Customer')).accountId;
  await bed.service.get(AttachLeadCommand).execute({ leadId, accountId }, bed.rep);
  await bed.database.truncate();
});
afterEach(() => bed.stop());

const lead = async () => {
  const [row] = await bed.database.query('SELECT exemptions, exemption, reached, because, protected_until FROM lead WHERE id = $1', [leadId]);
  const lines = await bed.database.query('SELECT FROM deadline WHERE subject_id = $1', [leadId]);
  return { ...row, rule: row.because.rule, lines: lines.length };
};
const deal = { opportunityId: dealId, ownerId: '' };
const head = () => ({ ...deal, ownerId: bed.rep.personId, accountId });
const open = (id = dealId) => bed.hear(opportunityOpened, id, 1, { ...head(), opportunityId: id, accountName: 'Customer', orgPath: '1.1.1.', leadId: null, pipeline: 'standard', stage: 'entry', product: 'Suite', amount: cny('10'), expectedCloseOn: '2026-06-30' });
const stage = (sequence: number, from: string, to: string, { id = dealId, passed }: { id?: string; passed?: string[] } = {}) =>
  bed.hear(stageChanged, id, sequence, { ...head(), opportunityId: id, from, to, soonAt: null, overdueAt: null, ...(passed && { passed }) });

it('the clock stands still from the stage that the policy names, until the deal is lost', async () => {
  expect(await lead()).toMatchObject({ exemption: null, rule: 'must-reach-opportunity', lines: 1 });
  await open();
  expect(await lead()).toMatchObject({ exemptions: ['open-deal', 'open-deal:entry'], reached: ['opportunity'], rule: 'quiet', lines: 1 });
  await stage(2, 'entry', 'proposal');
  await stage(3, 'proposal', 'bid');
  expect(await lead()).toMatchObject({ exemption: 'open-deal', protected_until: null, lines: 0 });
  await bed.hear(opportunityLost, dealId, 4, { ...head(), reason: 'price', note: null, amount: cny('10') });
  expect(await lead()).toMatchObject({ exemptions: [], exemption: null, rule: 'quiet', lines: 1, reached: ['opportunity'] });
  expect((await bed.database.facts()).filter((fact) => fact === 'lead.learned')).toHaveLength(4);
});

it('of several open deals each has its own stage: the clock stands still while one of them is far enough', async () => {
  const other = uuidv7();
  await open();
  await open(other);
  await stage(2, 'entry', 'bid', { passed: ['develop', 'entry', 'proposal', 'bid'] });
  expect(await lead()).toMatchObject({ exemption: 'open-deal', exemptions: ['open-deal', 'open-deal:bid', 'open-deal:develop', 'open-deal:entry', 'open-deal:proposal'] });
  // The far one is lost: the near one, still in its first stages, does not inherit what the other had passed.
  await bed.hear(opportunityLost, dealId, 3, { ...head(), reason: 'price', note: null, amount: cny('10') });
  expect(await lead()).toMatchObject({ exemption: null, exemptions: ['open-deal', 'open-deal:entry'], lines: 1 });
  await stage(2, 'entry', 'proposal', { id: other });
  expect(await lead()).toMatchObject({ exemption: 'open-deal', lines: 0 });
});

it('a deal that goes back has not passed what lies after its stage', async () => {
  await open();
  await stage(2, 'entry', 'proposal');
  await stage(3, 'proposal', 'bid');
  await stage(4, 'bid', 'entry');
  expect(await lead()).toMatchObject({ exemption: null, exemptions: ['open-deal', 'open-deal:entry'] });
  await bed.hear(opportunityWon, dealId, 5, { ...head(), accountName: 'Customer', orgPath: '1.1.1.', product: 'Suite', amount: cny('10'), terms: standardPaymentTerms, cycle: 1 });
  await bed.hear(opportunityReopened, dealId, 6, { ...head(), reason: 'refused', stage: 'negotiation', passed: ['entry', 'proposal', 'bid', 'negotiation'] });
  expect(await lead()).toMatchObject({ exemption: 'open-deal', exemptions: ['open-deal', 'open-deal:bid', 'open-deal:entry', 'open-deal:negotiation', 'open-deal:proposal'] });
});

it('heard again, it changes nothing', async () => {
  await open();
  await open();
  expect((await bed.database.facts()).filter((fact) => fact === 'lead.learned')).toHaveLength(1);
});

it('won, then a living contract, until it ends', async () => {
  await open();
  await bed.hear(opportunityWon, dealId, 2, { ...head(), accountName: 'Customer', orgPath: '1.1.1.', product: 'Suite', amount: cny('10'), terms: standardPaymentTerms, cycle: 1 });
  expect(await lead()).toMatchObject({ exemption: 'won', lines: 0 });
  const contract = { contractId, dealId };
  const more = { accountId, accountName: 'Customer', ownerId: bed.rep.personId, orgPath: '1.1.1.', amount: cny('10'), terms: standardPaymentTerms };
  await bed.hear(contractDrafted, contractId, 1, { ...contract, ...more, version: 1 });
  await bed.hear(contractSigned, contractId, 2, { ...contract, cycle: 1, amount: cny('10'), signedAt: '2026-03-03T02:00:00.000Z', documentHash: 'x' });
  await bed.hear(contractActivated, contractId, 3, { ...contract, ...more, activatedAt: '2026-03-03T02:00:00.000Z' });
  expect(await lead()).toMatchObject({ exemptions: ['live-contract', 'won'], reached: ['contract', 'opportunity'] });
  await bed.hear(contractTerminated, contractId, 4, { ...contract, reason: 'insolvent' });
  expect((await lead()).exemptions).toEqual(['won']);
});

it('a contract that has run out frees its lead in the moment that it ends, and the lead knows when that is', async () => {
  const endsAt = '2026-06-30T16:00:00.000Z';
  const about = (id: string) => ({ contractId: id, dealId, accountId, accountName: 'Customer', ownerId: bed.rep.personId, orgPath: '1.1.1.', amount: cny('10'), terms: standardPaymentTerms });
  const inForce = async (id: string, more: object) => {
    await bed.hear(contractDrafted, id, 1, { ...about(id), version: 1 });
    await bed.hear(contractActivated, id, 2, { ...about(id), activatedAt: '2026-03-03T02:00:00.000Z', ...more });
  };
  const contractEndAt = async () => (await bed.database.query('SELECT contract_end_at AS at FROM lead WHERE id = $1', [leadId]))[0].at?.toISOString() ?? null;
  await inForce(contractId, { startsOn: '2026-03-03', endsOn: '2026-06-30', endsAt });
  expect(await lead()).toMatchObject({ exemption: 'live-contract', lines: 0 });
  expect(await contractEndAt()).toBe(endsAt);
  // One without an end: nobody knows when the last one will be over.
  const openEnded = uuidv7();
  await inForce(openEnded, {});
  expect(await contractEndAt()).toBeNull();
  await bed.setNow('2026-05-04T02:00:00Z');
  await bed.hear(contractTerminated, openEnded, 3, { contractId: openEnded, dealId, reason: 'moved' });
  expect(await contractEndAt()).toBe(endsAt);
  await bed.setNow(endsAt);
  await bed.hear(contractEnded, contractId, 3, { contractId, dealId, accountId, endsOn: '2026-06-30', endedAt: endsAt });
  expect(await lead()).toMatchObject({ exemption: null, exemptions: [], lines: 1 });
  expect(await contractEndAt()).toBe(endsAt);
});

it('of no customer any more, nothing of his counts', async () => {
  await open();
  await stage(2, 'entry', 'proposal');
  await bed.service.get(AttachLeadCommand).execute({ leadId, accountId: null }, bed.rep);
  expect(await lead()).toMatchObject({ exemptions: [], exemption: null, lines: 1 });
  await expect(bed.service.get(AttachLeadCommand).execute({ leadId, accountId: uuidv7() }, bed.rep)).rejects.toMatchObject({ code: 'account.not_found' });
});
