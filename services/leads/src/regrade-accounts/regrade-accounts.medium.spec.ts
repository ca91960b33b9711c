import { planCreated, receiptRecorded } from '@throughline/events/collection-events';
import { Outbox } from '@throughline/messaging/outbox';
import type { AccountPolicy } from '@throughline/policy/account-policy';
import { standardAccountPolicy } from '@throughline/policy/default-policies';
import { v7 as uuidv7 } from 'uuid';
import { AccountViews } from '../account-views/account.views';
import { AccountsBed, cny } from '../accounts.fixture';
import { ApplyPolicyCommand } from '../apply-policy/apply-policy.command';
import { DraftPolicyCommand } from '../draft-policy/draft-policy.command';
import { PolicyApplicationViews } from '../policy-application-views/policy-application.views';
import type { PolicyApplicationView } from '../policy/policy-application.dto';
import { RecomputePolicyCommand } from '../recompute-policy/recompute-policy.command';
import { WorkPoliciesCommand } from '../work-policies/work-policies.command';

jest.setTimeout(60_000);

let bed: AccountsBed;
beforeEach(async () => {
  bed = await AccountsBed.start();
});
afterEach(() => bed.stop());

const gradeAt = async (accountId: string, now: string) => {
  await bed.at(now);
  return (await bed.service.get(AccountViews).detail(accountId, bed.rep)).grade;
};

async function activate(policy: AccountPolicy): Promise<PolicyApplicationView> {
  await bed.service.get(DraftPolicyCommand).execute({ document: policy }, bed.head);
  const application = await bed.service.get(ApplyPolicyCommand).execute({ kind: 'account', id: policy.id, version: policy.version, grandfathering: 'keep', graceDays: 0 }, bed.head);
  await bed.service.get(WorkPoliciesCommand).execute();
  return bed.service.get(PolicyApplicationViews).detail(application.applicationId);
}

describe('another policy of accounts', () => {
  it('grades every account anew and counts its visits by the new cadence, once', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, async (_, at) => (await bed.create(`Company ${at}`)).accountId));
    const stricter: AccountPolicy = {
      ...standardAccountPolicy,
      version: 2,
      grades: { ...standardAccountPolicy.grades, low: { high: 'A', middle: 'B', low: 'C' } },
      visits: { ...standardAccountPolicy.visits, everyDays: { A: 7, B: 14, C: 21, D: 28 } },
    };
    await bed.database.truncate();
    expect(await activate(stricter)).toMatchObject({ status: 'completed', progress: { total: 5, lookedAt: 5, rewritten: 5, kept: 0, batches: 1 } });
    expect((await bed.database.facts()).filter((fact) => fact.startsWith('account.'))).toEqual(Array(5).fill('account.grade-changed'));
    expect(await bed.at('2026-03-02T02:00:01Z')).toMatchObject({ reminded: 0, ended: 0, next: { at: '2026-03-20T01:00:00.000Z' } });
    for (const id of ids) {
      const detail = await bed.service.get(AccountViews).detail(id, bed.rep);
      expect(detail).toMatchObject({ grade: 'C', gradePolicy: { id: 'accounts', version: 2 }, visitDueAt: '2026-03-23T10:00:00.000Z' });
    }
    const { applicationId } = await bed.service.get(RecomputePolicyCommand).execute({ kind: 'account', id: 'accounts' }, bed.head);
    await bed.service.get(WorkPoliciesCommand).execute();
    expect(await bed.service.get(PolicyApplicationViews).detail(applicationId)).toMatchObject({ purpose: 'recompute', status: 'completed', progress: { total: 5, rewritten: 0, kept: 5 } });
  });

  it('killed at each batch it goes on behind the last one: each account once', async () => {
    const made = `INSERT INTO account (id, name, name_key, owner_id, org_path, created_at, visits_since, version, status)
      SELECT uuidv7(), 'Company ' || n, 'company ' || n, $1, '1.1.1.', $2, $2, 1, 'active' FROM generate_series(1, 1200) AS n`;
    await bed.database.query(made, [bed.rep.personId, new Date('2026-03-01T02:00:00Z')]);
    const outbox = bed.service.get(Outbox);
    const append = outbox.append.bind(outbox);
    let steps = 0;
    let kills = 0;
    outbox.append = async (tx, events) => {
      await append(tx, events);
      if ([events].flat()[0]?.aggregate === 'account' && (steps += 1) % 2 === 1) throw new Error('killed');
    };
    await expect(activate({ ...standardAccountPolicy, version: 2 })).rejects.toThrow('killed');
    for (let over = false; !over; kills += 1) over = await bed.service.get(WorkPoliciesCommand).execute().then(() => true, () => false);
    outbox.append = append;
    expect(kills).toBeGreaterThan(2);
    const { items } = await bed.service.get(PolicyApplicationViews).list({ kind: 'account', limit: 1 });
    expect(items).toMatchObject([{ status: 'completed', progress: { total: 1_200, lookedAt: 1_200, rewritten: 1_200, batches: 3 } }]);
    const graded = (await bed.database.events()).filter(({ type }) => type.includes('grade-changed')).map(({ payload }) => payload.accountId as string);
    expect([graded.length, new Set(graded).size]).toEqual([1_200, 1_200]);
  });

  it.each(['invoiced', 'received'] as const)('counts what it says: what was %s, on the local day, until it leaves the window', async (of) => {
    const { accountId } = await bed.create('Payer', { potential: cny('3000000') });
    const value = { ...standardAccountPolicy.value, rates: { USD: '7' }, current: { of, withinDays: 30 } };
    await activate({ ...standardAccountPolicy, version: 2, value });
    expect(await gradeAt(accountId, '2026-03-02T02:00:01Z')).toBe('B');
    const amount = { amount: '142858', currency: 'USD' };
    if (of === 'invoiced') {
      const plan = { planId: uuidv7(), dealId: uuidv7(), contractId: uuidv7(), accountId };
      await bed.hear(planCreated, plan.planId, 1, { ...plan, caseId: uuidv7(), cycle: 1, amount, ownerId: bed.rep.personId, lines: [] });
    } else {
      const receiptId = uuidv7();
      await bed.hear(receiptRecorded, receiptId, 1, { receiptId, accountId, amount, bankAccount: 'b', bankReference: 'r', receivedOn: '2026-03-02' });
    }
    // A million and six yuan at seven to the dollar.
    expect(await gradeAt(accountId, '2026-03-31T15:59:59Z')).toBe('A');
    expect(await gradeAt(accountId, '2026-03-31T16:00:00Z')).toBe('B');
  });
});
