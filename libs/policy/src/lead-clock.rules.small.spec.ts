import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import { atLocal, localDate } from '@throughline/calendar/working-time';
import { openPoolPolicy } from './default-policies';
import { leadClock, nextLeadMoment } from './lead-clock';
import type { LeadClockFacts } from './lead-clock-facts';
import type { LeadPolicyDocument } from './lead-policy';
import { leadPolicySchema } from './lead-policy';
import type { SentStep } from './policy-document';

const china = chinaCalendar(2026, 2026);
const at = (day: string, time = '11:00'): Date => atLocal(china, day, time);
const claimedAt = at('2026-03-25');
/** Quiet 10 calendar days, refresh 3, maximum 20. */
const policy = (more: Partial<LeadPolicyDocument> = {}) => leadPolicySchema.parse({ ...openPoolPolicy, ...more });
const clock = (more: Partial<LeadPolicyDocument['clock']>) => ({ clock: { ...openPoolPolicy.clock, ...more } });
const ends = (facts: Partial<LeadClockFacts>, rules = policy()): [string | undefined, string] => {
  const { dueAt, because } = leadClock({ claimedAt, ...facts }, rules, china);
  return [dueAt ? localDate(china, dueAt) : undefined, because.rule];
};

describe('the anchor of the quiet days', () => {
  it.each([
    ['created', { createdAt: at('2026-03-20') }, '2026-03-30'],
    ['created', { createdAt: at('2026-01-01') }, '2026-03-28'],
    ['last-activity', { lastActivityAt: at('2026-03-30') }, '2026-04-09'],
    ['last-activity', { lastActivityAt: at('2026-03-20') }, '2026-04-04'],
    ['last-activity', {}, '2026-04-04'],
    ['last-visit', { lastVisitAt: at('2026-04-01'), lastActivityAt: at('2026-04-02') }, '2026-04-11'],
    ['contract-end', { contractEndAt: at('2026-04-03') }, '2026-04-13'],
    ['contract-end', { contractEndAt: at('2026-12-31') }, '2026-04-14'],
    ['contract-end', {}, '2026-04-04'],
  ] as const)('%s with %j: ends on %s', (anchor, facts, day) => {
    expect(ends(facts, policy(clock({ anchor })))[0]).toBe(day);
  });
});

describe('activities', () => {
  it('protect as long as their kind says, and only on the records it names', () => {
    const rules = policy({ resets: [{ kind: 'visit', refreshDays: 8 }, { kind: 'call' }, { kind: 'call', on: ['deal'], refreshDays: 6 }] });
    expect(ends({ resets: [{ kind: 'visit', at: at('2026-04-01') }] }, rules)).toEqual(['2026-04-09', 'refresh']);
    expect(ends({ resets: [{ kind: 'call', at: at('2026-04-03') }] }, rules)).toEqual(['2026-04-06', 'refresh']);
    expect(ends({ resets: [{ kind: 'call', on: 'deal', at: at('2026-04-03') }] }, rules)).toEqual(['2026-04-09', 'refresh']);
    expect(ends({ resets: [{ kind: 'fax', at: at('2026-04-03') }] }, rules)).toEqual(['2026-04-04', 'quiet']);
  });
});

describe('what must be reached', () => {
  const rules = policy({ ...clock({ maximumDays: 100, quietDays: 60 }), mustReach: [{ what: 'opportunity', withinDays: 30 }, { what: 'contract', withinDays: 90 }] });

  it('ends the protection earlier than the rest when it is not reached', () => {
    expect(ends({}, rules)).toEqual(['2026-04-24', 'must-reach-opportunity']);
    expect(ends({ reached: ['opportunity'] }, rules)).toEqual(['2026-05-24', 'quiet']);
    const worked = { reached: ['opportunity'], resets: [{ kind: 'visit', at: at('2026-06-25') }] };
    expect(ends(worked, rules)).toEqual(['2026-06-23', 'must-reach-contract']);
    expect(ends({ ...worked, reached: ['opportunity', 'contract'] }, rules)).toEqual(['2026-06-28', 'refresh']);
  });

  it('is warned of once: the end was known from the first day', () => {
    const sentSteps = [{ step: '3 days before 2026-04-24', at: at('2026-04-21', '09:00') }, { step: '1 days before 2026-04-24', at: at('2026-04-23', '09:00') }];
    expect(nextLeadMoment({ claimedAt, sentSteps }, rules, china)).toMatchObject({ kind: 'recycle', at: at('2026-04-24', '18:00'), to: { to: 'pool' } });
  });
});

describe('an exemption', () => {
  const rules = policy({ exempt: [{ while: 'won' }, { while: 'open-deal', fromStage: 'proposal' }, { while: 'live-contract' }, { while: 'locked' }, { while: 'in-approval' }, { while: 'registered' }, { while: 'tagged', tag: 'strategic' }] });

  it.each(['won', 'live-contract', 'locked', 'in-approval', 'registered'])('while %s: there is no end, and nothing to come', (kind) => {
    const facts = { claimedAt, exemptions: [kind] };
    expect(leadClock(facts, rules, china)).toMatchObject({ dueAt: null, exemption: kind, reminders: [], because: { rule: `exempt-${kind}` } });
    expect(nextLeadMoment({ ...facts, sentSteps: [] }, rules, china)).toBeUndefined();
    expect(ends({ exemptions: [kind] }, policy({ exempt: [] }))[0]).toBe('2026-04-04');
  });

  it('holds from the stage on and for the tag that the policy names', () => {
    expect(ends({ exemptions: ['open-deal', 'open-deal:entry'] }, rules)[0]).toBe('2026-04-04');
    expect(ends({ exemptions: ['open-deal', 'open-deal:entry', 'open-deal:proposal'] }, rules)).toEqual([undefined, 'exempt-open-deal']);
    expect(ends({ tags: ['trade fair'] }, rules)[0]).toBe('2026-04-04');
    expect(ends({ tags: ['trade fair', 'strategic'] }, rules)).toEqual([undefined, 'exempt-tagged']);
  });

  it('is a pause that lasts, too', () => {
    expect(ends({ pauses: [{ from: at('2026-03-26') }] })).toEqual([undefined, 'paused']);
    expect(ends({ pauses: [{ from: at('2026-03-26'), to: at('2026-03-28') }] })).toEqual(['2026-04-06', 'quiet']);
  });
});

describe('an extension', () => {
  it('adds its days to the end that was extended, up to the maximum', () => {
    const granted = { at: at('2026-04-03'), from: at('2026-04-04', '18:00') };
    expect(ends({ extensions: [{ days: 7, ...granted }] })).toEqual(['2026-04-11', 'extension']);
    expect(ends({ extensions: [{ days: 7, ...granted }], resets: [{ kind: 'visit', at: at('2026-04-10') }] })).toEqual(['2026-04-13', 'refresh']);
    expect(ends({ extensions: [{ days: 15, ...granted }] })).toEqual(['2026-04-14', 'maximum']);
    expect(ends({ extensions: [{ days: 15, ...granted }] }, policy({ extension: { times: 1, days: 15, beyondMaximum: true } }))).toEqual(['2026-04-19', 'extension']);
  });
});

describe('variants', () => {
  const rules = policy({
    variants: [
      { when: { grade: ['A'], businessType: ['direct'] }, quietDays: 15, onDue: { to: 'manager' } },
      { when: { grade: ['A', 'B'] }, quietDays: 12 },
      { when: { tag: ['fleet', 'tender'] }, quietDays: 14 },
      { when: { source: ['fair'], product: ['cranes'] }, quietDays: 5, onDue: { to: 'reassign', strategy: 'least-loaded' } },
    ],
    onDue: { to: 'pool' },
  });
  it.each([
    [{ grade: 'A', businessType: 'direct' }, '2026-04-09', { to: 'manager' }],
    [{ grade: 'A', businessType: 'channel' }, '2026-04-06', { to: 'pool' }],
    [{ tags: ['new', 'tender'] }, '2026-04-08', { to: 'pool' }],
    [{ tags: ['new'] }, '2026-04-04', { to: 'pool' }],
    [{ source: 'fair', product: 'cranes' }, '2026-03-30', { to: 'reassign', strategy: 'least-loaded' }],
    [{ source: 'fair', product: 'hoists' }, '2026-04-04', { to: 'pool' }],
    [{}, '2026-04-04', { to: 'pool' }],
  ])('the first that fits %j ends on %s and goes to %j', (facts, day, to) => {
    expect(ends(facts, rules)[0]).toBe(day);
    const sentSteps = [3, 1].map((n) => ({ step: `${n} days before ${day}`, at: claimedAt }));
    expect(nextLeadMoment({ claimedAt, ...facts, sentSteps }, rules, china)).toMatchObject({ kind: 'recycle', to });
  });
});

describe('the first response', () => {
  const rules = policy({ firstResponse: { workingHours: 4, managerAfterWorkingHours: 8, reassignAfterWorkingHours: 16 } });
  const next = (sentSteps: SentStep[], more: Partial<LeadClockFacts> = {}) => nextLeadMoment({ claimedAt, sentSteps, ...more }, rules, china)!;
  const owner = { step: 'first-response owner', at: at('2026-03-25', '16:00') };
  const manager = { step: 'first-response manager', at: at('2026-03-26', '11:00') };

  it('climbs from the owner to his manager to somebody else, in working hours, and a late step gives the next one its time', () => {
    expect(next([])).toMatchObject({ kind: 'respond', step: owner.step, at: owner.at, recipients: ['owner'] });
    expect(next([owner])).toMatchObject({ kind: 'respond', step: manager.step, at: manager.at, recipients: ['manager'] });
    expect(next([owner, manager])).toMatchObject({ kind: 'respond', at: at('2026-03-27', '11:00'), recipients: [], to: { to: 'reassign', strategy: 'round-robin' } });
    expect(next([owner, { ...manager, at: at('2026-03-27', '11:00') }])).toMatchObject({ at: at('2026-03-30', '11:00') });
  });

  it('waits while the clock stands still, and is met by an answer', () => {
    expect(next([], { pauses: [{ from: at('2026-03-25', '14:00'), to: at('2026-03-26', '10:00') }] })).toMatchObject({ at: at('2026-03-26', '12:00') });
    expect(next([], { firstAnsweredAt: at('2026-03-25', '15:00') })).toMatchObject({ kind: 'remind', at: at('2026-04-01', '09:00') });
  });
});

describe('a pause', () => {
  it('counts for an activity later on its day as well: that must not shorten the protection', () => {
    const rules = policy({ ...clock({ basis: 'working', anchor: 'last-activity', quietDays: 1, refreshDays: 1 }), reminders: [{ daysBefore: 1, recipients: ['owner'] }] });
    const monday = { claimedAt: at('2026-03-09', '09:30'), pauses: [{ from: at('2026-03-09', '10:00'), to: at('2026-03-09', '17:00') }] };
    expect(leadClock(monday, rules, china).dueAt).toEqual(at('2026-03-11', '16:00'));
    expect(leadClock({ ...monday, lastActivityAt: at('2026-03-09', '17:30') }, rules, china).dueAt).toEqual(at('2026-03-11', '16:00'));
    // From the next cut-off on it is over.
    expect(leadClock({ ...monday, lastActivityAt: at('2026-03-10', '17:30') }, rules, china).dueAt).toEqual(at('2026-03-11', '18:00'));
  });
});
