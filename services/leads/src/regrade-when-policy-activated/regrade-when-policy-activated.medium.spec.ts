import { planCreated, receiptRecorded } from '@throughline/events/collection-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { policyActivated } from '@throughline/events/policy-events';
import type { AccountPolicy } from '@throughline/policy/account-policy';
import { standardAccountPolicy } from '@throughline/policy/default-policies';
import { v7 as uuidv7 } from 'uuid';
import { AccountViews } from '../account-views/account.views';
import { AccountsBed, cny } from '../accounts.fixture';
import { PolicyRepository } from '../policy/policy.repository';
import { RegradeWhenPolicyActivated } from './regrade-when-policy-activated';

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

/** As the policy clock does it, and tells. */
async function activate(policy: AccountPolicy): Promise<void> {
  const { kind, id: policyId, version } = policy;
  const policies = bed.service.get(PolicyRepository);
  await bed.database.transactions.run(async (tx) => {
    await policies.lock(tx, kind, policyId);
    await policies.saveDraft(tx, policy, 'test');
    await policies.activate(tx, kind, policyId, version, 'test');
  });
  const data = { applicationId: uuidv7(), kind, policyId, version, fromVersion: null, grandfathering: 'none' as const, graceDays: 0, ownerships: 0 };
  const event = { type: policyActivated.type, data } as unknown as ReceivedEvent<never>;
  await bed.database.transactions.run(() => bed.service.get(RegradeWhenPolicyActivated).handle(event));
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
    await activate(stricter);
    await bed.database.truncate();
    expect(await bed.at('2026-03-02T02:00:01Z')).toMatchObject({ reminded: 0, ended: 0, next: { at: '2026-03-20T01:00:00.000Z' } });
    for (const id of ids) {
      const detail = await bed.service.get(AccountViews).detail(id, bed.rep);
      expect(detail).toMatchObject({ grade: 'C', gradePolicy: { id: 'accounts', version: 2 }, visitDueAt: '2026-03-23T10:00:00.000Z' });
    }
    expect(await bed.database.facts()).toEqual(Array(5).fill('account.grade-changed'));
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

  it('of another kind changes nothing here', async () => {
    await bed.create('Company');
    const event = { type: policyActivated.type, data: { kind: 'lead' } } as unknown as ReceivedEvent<never>;
    await bed.service.get(RegradeWhenPolicyActivated).handle(event);
    expect((await bed.at('2026-03-02T02:00:01Z')).next.at).toBe('2026-05-28T01:00:00.000Z');
  });
});
