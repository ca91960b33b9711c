import { contractActivityRecorded, contractDrafted } from '@throughline/events/contract-events';
import { opportunityActivityRecorded, opportunityOpened } from '@throughline/events/opportunity-events';
import { standardPaymentTerms } from '@throughline/policy/default-policies';
import { leadPolicySchema } from '@throughline/policy/lead-policy';
import { v7 as uuidv7 } from 'uuid';
import { AccountsBed, cny } from '../accounts.fixture';
import { AttachLeadCommand } from '../attach-lead/attach-lead.command';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { LeadViews } from '../lead-views/lead.views';
import { OpenPoolCommand } from '../open-pool/open-pool.command';
import { openPool } from '../seed';
import { VisitAccountCommand } from '../visit-account/visit-account.command';

jest.setTimeout(60_000);

let bed: AccountsBed;
let leadId: string;
let accountId: string;
const [dealId, contractId] = [uuidv7(), uuidv7()];
// Claimed on Monday 2 March: due on the 12th.
beforeEach(async () => {
  bed = await AccountsBed.start();
  const poolId = uuidv7();
  const policy = leadPolicySchema.parse({
    ...openPool.policy, id: 'with-records', clock: { ...openPool.policy.clock, quietDays: 10, refreshDays: 5, maximumDays: 60 },
    resets: [
      { kind: 'meeting', on: ['deal'], minMinutes: 20, refreshDays: 30 },
      { kind: 'mail', on: ['quote'], by: 'owner', refreshDays: 20 },
      { kind: 'call', on: ['contract'], refreshDays: 15 },
      { kind: 'visit', on: ['contact', 'lead'], refreshDays: 25 },
    ],
  });
  await bed.service.get(OpenPoolCommand).execute({ ...openPool, id: poolId, key: 'with-records', name: 'With records', policy }, 'test');
  leadId = await bed.service.lead(bed.rep, { poolId });
  await bed.service.get(ClaimLeadCommand).execute({ leadId }, bed.rep);
  accountId = (await bed.create('Customer')).accountId;
  await bed.service.get(AttachLeadCommand).execute({ leadId, accountId }, bed.rep);
  const common = { accountId, accountName: 'Customer', ownerId: bed.rep.personId, orgPath: '1.1.1.', amount: cny('10') };
  await bed.hear(opportunityOpened, dealId, 1, { ...common, opportunityId: dealId, leadId: null, pipeline: 'standard', stage: 'entry', product: 'Suite', expectedCloseOn: '2026-06-30' });
  await bed.hear(contractDrafted, contractId, 1, { ...common, contractId, dealId, terms: standardPaymentTerms, version: 1 });
  await bed.database.truncate();
  await bed.setNow('2026-03-04T02:00:00Z');
});
afterEach(() => bed.stop());

const onDeal = (sequence: number, more: Partial<{ kind: string; minutes: number | null; on: 'deal' | 'quote'; by: string }>) =>
  bed.hear(opportunityActivityRecorded, dealId, sequence, {
    opportunityId: dealId, accountId, ownerId: bed.rep.personId, activityId: uuidv7(), by: bed.rep.personId, kind: 'meeting', minutes: 45, on: 'deal', ...more,
  });
const card = () => bed.service.get(LeadViews).detail(leadId, bed.rep);
const due = async () => (await card()).due?.at?.slice(0, 10);

it('a meeting on a deal, a quote mailed, a call about a contract count by the rules of the lead', async () => {
  expect(await due()).toBe('2026-03-12');
  await onDeal(2, { minutes: 10 });
  expect(await due()).toBe('2026-03-12');
  await bed.hear(contractActivityRecorded, contractId, 2, { contractId, dealId, accountId, activityId: uuidv7(), by: bed.other.personId, kind: 'call', minutes: null });
  expect(await due()).toBe('2026-03-19');
  await onDeal(3, { kind: 'mail', on: 'quote', minutes: null, by: bed.other.personId });
  expect(await due()).toBe('2026-03-19');
  await onDeal(4, { kind: 'mail', on: 'quote', minutes: null });
  expect(await due()).toBe('2026-03-24');
  await onDeal(5, {});
  expect(await due()).toBe('2026-04-03');
  const { activities, firstAnsweredAt } = await card();
  expect(activities).toHaveLength(5);
  expect(firstAnsweredAt).toBe('2026-03-04T02:00:00.000Z');
  const told = (await bed.database.events()).filter(({ type }) => type.includes('lead.contacted'));
  expect(told.map(({ payload }) => payload.on)).toEqual(['deal', 'contract', 'quote', 'quote', 'deal']);
});

it('heard again, or of an older number, it is not counted again', async () => {
  await onDeal(2, {});
  await onDeal(2, {});
  expect((await card()).activities).toHaveLength(1);
});

it('a visit to the customer counts for his leads from the day it was made', async () => {
  const visit = (by = bed.rep, more = {}) => bed.service.get(VisitAccountCommand).execute({ accountId }, { kind: 'on-site', purpose: 'new hall', contactIds: [], ...more }, by);
  await visit(bed.rep, { kind: 'online' });
  expect(await due()).toBe('2026-03-12');
  await visit(bed.rep, { visitedAt: '2026-03-03T02:00:00Z' });
  expect(await due()).toBe('2026-03-28');
  await visit();
  expect(await due()).toBe('2026-03-29');
  await visit(bed.rep, { visitedAt: '2026-03-02T05:00:00Z' });
  expect(await due()).toBe('2026-03-29');
  // Before the claim.
  await visit(bed.rep, { visitedAt: '2026-03-01T05:00:00Z' });
  const { activities } = await card();
  expect(activities).toHaveLength(4);
  await expect(visit(bed.stranger)).rejects.toMatchObject({ code: expect.stringMatching(/not_found|denied/) });
  expect((await card()).activities).toHaveLength(4);
});

it('what comes after the warned end brings nothing back', async () => {
  const steps = [{ step: '3 days before 2026-03-12', at: '2026-03-09T01:00:00.000Z' }, { step: '1 days before 2026-03-12', at: '2026-03-11T01:00:00.000Z' }];
  await bed.database.query('UPDATE lead SET reminded_steps = $2 WHERE id = $1', [leadId, JSON.stringify(steps)]);
  await bed.setNow('2026-03-12T10:00:01Z');
  await onDeal(2, {});
  expect(await due()).toBe('2026-03-12');
  expect((await card()).activities).toHaveLength(0);
});
