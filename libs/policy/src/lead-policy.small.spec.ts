import { openPoolPolicy } from './default-policies';
import type { LeadPolicyDocument } from './lead-policy';
import { leadPolicySchema, resetRuleOf, resetsClock } from './lead-policy';

/** As an installation of the first release stored it. */
const ofTheFirstRelease = {
  kind: 'lead',
  id: 'open-pool',
  version: 1,
  effectiveFrom: '2026-01-01',
  author: 'Throughline',
  reason: 'What a new company starts with',
  claim: { perDay: 20, perWeek: 60, cap: 120, coolDownDays: { lastOwner: 7, anyRecentOwner: 30 }, freezeHours: 0 },
  clock: { basis: 'calendar', quietDays: 10, refreshDays: 3, maximumDays: 20, cutOff: '18:00', remindAt: '09:00' },
  resets: [{ kind: 'call', minMinutes: 3 }, { kind: 'visit' }],
  reminders: [{ daysBefore: 3, recipients: ['owner'] }],
};

describe('a lead policy document', () => {
  it('of the first release still says the same', () => {
    const policy = leadPolicySchema.parse(ofTheFirstRelease);
    expect(policy.claim).toMatchObject({
      cap: { inPool: 120, notCounted: [] }, coolDownDays: { lastOwner: 7, anyRecentOwner: 30, sameTeam: 0 }, exempt: { roles: [], people: [] }, releaseReturnsQuota: false,
    });
    expect(policy).toMatchObject({ clock: { anchor: 'claimed' }, mustReach: [], exempt: [], onDue: { to: 'pool' }, variants: [] });
    expect(policy.resets[0]).toEqual({ kind: 'call', minMinutes: 3, by: 'anyone' });
    // What it became is a document as well.
    expect(leadPolicySchema.parse(policy)).toEqual(policy);
  });

  it.each<[string, Partial<LeadPolicyDocument> | object]>([
    ['clock.maximumDays', { clock: { ...openPoolPolicy.clock, maximumDays: 5 } }],
    ['clock.remindAt', { clock: { ...openPoolPolicy.clock, remindAt: '18:00' } }],
    ['clock.anchor', { clock: { ...openPoolPolicy.clock, anchor: 'yesterday' } }],
    ['reminders', { reminders: [] }],
    ['reminders', { reminders: [{ daysBefore: 5, recipients: ['owner'] }] }],
    ['reminders', { resets: [{ kind: 'call', refreshDays: 2 }], reminders: [{ daysBefore: 3, recipients: ['owner'] }] }],
    ['reminders', { variants: [{ when: { grade: ['A'] }, refreshDays: 1 }], reminders: [{ daysBefore: 2, recipients: ['owner'] }] }],
    ['variants.0.maximumDays', { variants: [{ when: { grade: ['A'] }, quietDays: 30 }] }],
    ['variants.0.when', { variants: [{ when: {}, quietDays: 5 }] }],
    ['mustReach.0.withinDays', { mustReach: [{ what: 'contract', withinDays: 1 }], reminders: [{ daysBefore: 2, recipients: ['owner'] }] }],
    ['mustReach', { mustReach: [{ what: 'contract', withinDays: 9 }, { what: 'contract', withinDays: 8 }] }],
    ['firstResponse.managerAfterWorkingHours', { firstResponse: { workingHours: 4, managerAfterWorkingHours: 2, reassignAfterWorkingHours: 8 } }],
    ['firstResponse.reassignAfterWorkingHours', { firstResponse: { workingHours: 4, managerAfterWorkingHours: 8, reassignAfterWorkingHours: 6 } }],
    ['exempt.0.tag', { exempt: [{ while: 'tagged' }] }],
    ['exempt.0.tag', { exempt: [{ while: 'won', tag: 'x' }] }],
    ['exempt.0.fromStage', { exempt: [{ while: 'won', fromStage: 'bid' }] }],
    ['onDue.strategy', { onDue: { to: 'reassign' } }],
    ['', { colour: 'red' }],
  ])('that could not be kept is refused at %s', (path, more) => {
    const { error } = leadPolicySchema.safeParse({ ...openPoolPolicy, ...more });
    expect(error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
  });
});

describe('which activities count', () => {
  const policy = leadPolicySchema.parse({
    ...openPoolPolicy,
    resets: [{ kind: 'call', minMinutes: 3 }, { kind: 'visit', by: 'owner', refreshDays: 9 }, { kind: 'meeting', on: ['deal', 'contract'] }],
  });

  it.each([
    [{ kind: 'call', minutes: 2 }, false],
    [{ kind: 'call' }, false],
    [{ kind: 'call', minutes: 3 }, true],
    [{ kind: 'call', minutes: 3, byOwner: false }, true],
    [{ kind: 'call', minutes: 3, on: 'deal' as const }, false],
    [{ kind: 'visit' }, true],
    [{ kind: 'visit', byOwner: false }, false],
    [{ kind: 'meeting' }, false],
    [{ kind: 'meeting', on: 'contract' as const }, true],
    [{ kind: 'note' }, false],
  ])('%j: %s', (activity, counts) => {
    expect(resetsClock(activity, policy)).toBe(counts);
  });

  it('each by its own rule', () => {
    expect(resetRuleOf({ kind: 'visit' }, policy)?.refreshDays).toBe(9);
  });
});
