import type { Principal } from '@throughline/access/principal';
import type { LeadPolicy } from '@throughline/policy/lead-policy';
import { books } from '@throughline/process-contracts/clock';
import { ApplyPolicyCommand } from '../apply-policy/apply-policy.command';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { DraftPolicyCommand } from '../draft-policy/draft-policy.command';
import { day0, days, LeadsOnPostgres } from '../leads.fixture';
import { PolicyTrialViews } from '../policy-trial-views/policy-trial.views';
import { RecordActivityCommand } from '../record-activity/record-activity.command';
import { RecycleLeadsCommand } from '../recycle-leads/recycle-leads.command';
import { openPool } from '../seed';
import { WorkPoliciesCommand } from '../work-policies/work-policies.command';
import { TryPolicyCommand } from './try-policy.command';

// Two cores may be shared with other suites.
jest.setTimeout(60_000);

let service: LeadsOnPostgres;
let head: Principal;
let rep: Principal;
const { policy } = openPool;
/** Less without work, more with it. */
const draft: LeadPolicy = { ...policy, version: 2, clock: { ...policy.clock, quietDays: 6, refreshDays: 8, maximumDays: 30 } };
const named = { kind: 'lead' as const, id: policy.id, version: 2 };
const attempt = (on: boolean) => service.get(TryPolicyCommand).execute({ ...named, on }, head);
const log = (by = head) => service.get(PolicyTrialViews).lines(named, { limit: 50 }, by);

beforeEach(async () => {
  service = await LeadsOnPostgres.start({ now: day0 });
  head = await service.person('sales-head', '1.');
  rep = await service.person('sales-rep');
  await service.get(DraftPolicyCommand).execute({ document: draft }, head);
});
afterEach(() => service.stop());

/** From moment to moment, as the clocks do. */
async function live(until: Date): Promise<void> {
  for (;;) {
    const { next: policies } = await service.get(WorkPoliciesCommand).execute();
    const { next: leads } = await service.get(RecycleLeadsCommand).execute({ poolId: service.poolId });
    const next = [policies.at, leads.at].filter((at) => at !== null).sort()[0];
    if (next === undefined || new Date(next) > until) break;
    await service.database.setNow(new Date(next));
  }
  await service.database.setNow(until);
}

describe('a draft on trial', () => {
  it('logs day by day what it would have done, and changes nothing', async () => {
    const [idle, worked] = [await service.lead(rep), await service.lead(rep)];
    for (const leadId of [idle, worked]) await service.get(ClaimLeadCommand).execute({ leadId }, rep);
    expect(await attempt(true)).toMatchObject({ status: 'draft', trialSince: day0.toISOString() });
    await attempt(true);
    await service.database.truncate();
    await live(days(5));
    await service.get(RecordActivityCommand).execute({ leadId: worked, kind: 'visit' }, rep);
    await live(new Date('2026-03-31T09:59:00Z'));
    expect((await log()).items).toEqual([]);

    // Day 6, at the cut-off: the draft would have taken the idle one.
    await live(new Date('2026-03-31T10:00:00Z'));
    expect((await log()).items).toMatchObject([
      { change: 'sooner', leadId: idle, ownerId: rep.personId, ownerName: rep.name, inFact: null, underDraft: { at: '2026-03-31T10:00:00.000Z', because: { rule: 'quiet' } } },
    ]);
    // Day 10: in fact both go; under the draft the other one would have stayed.
    await live(days(12));
    expect((await log()).items.map(({ change, leadId }) => [change, leadId])).toEqual([['sooner', idle], ['later', worked]]);
    expect((await log()).items[1]).toMatchObject({ inFact: { at: '2026-04-04T10:00:00.000Z' }, underDraft: null });
    const facts = await service.database.facts();
    expect(facts.filter((fact) => fact.startsWith('policy'))).toEqual(['policy.trial-logged', 'policy.trial-logged']);
    expect(facts.filter((fact) => fact === 'lead.recycled')).toHaveLength(2);
    expect((await log(await service.person('sales-rep', '1.2.1.'))).items).toEqual([]);
  });

  it('ends when it is told to, comes into force or is written anew; then the clock is left alone', async () => {
    const nextLook = async () => (await service.database.deadlines.nextDue(books.policies())).at;
    await attempt(true);
    expect(await nextLook()).toBe('2026-03-25T10:00:00.000Z');
    expect(await attempt(false)).toMatchObject({ trialSince: null });
    expect(await nextLook()).toBeNull();

    await attempt(true);
    await service.get(DraftPolicyCommand).execute({ document: { ...draft, reason: 'Better' } }, head);
    await live(days(2));
    expect(await nextLook()).toBeNull();

    await attempt(true);
    await service.get(ApplyPolicyCommand).execute({ ...named, grandfathering: 'keep', graceDays: 0 }, head);
    await live(days(4));
    expect(await nextLook()).toBeNull();
    await expect(attempt(true)).rejects.toMatchObject({ code: 'policy.not_a_draft' });
  });
});
