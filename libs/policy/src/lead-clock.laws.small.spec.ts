import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import { localDate, workingMinutesBetween } from '@throughline/calendar/working-time';
import fc from 'fast-check';
import { openPoolPolicy } from './default-policies';
import { leadClock } from './lead-clock';
import type { LeadClockFacts } from './lead-clock-facts';
import { endAfter } from './lead-end';
import type { LeadPolicy } from './lead-policy';
import { leadPolicySchema } from './lead-policy';
import { afterActivity } from './lead-replay';

const china = chinaCalendar(2026, 2026);
const minute = 60_000;
const start = new Date('2026-01-26T00:00:00+08:00').getTime();
const runs = { numRuns: 200 };

/** Around Spring Festival with its make-up Saturdays, and Qingming. */
const instant = fc.integer({ min: 0, max: 60 * 24 * 70 }).map((minutes) => new Date(start + minutes * minute));
const days = (max: number) => fc.integer({ min: 1, max });
const kinds = ['call', 'visit', 'mail'] as const;

interface Knobs {
  basis: 'working' | 'calendar';
  anchor: LeadPolicy['clock']['anchor'];
  quietDays: number;
  refreshDays: number;
  more: number;
  cutOff: string;
  visitDays: number | undefined;
  withinDays: number | undefined;
  steps: number[];
}
const knobs = fc.record<Knobs>({
  basis: fc.constantFrom('working', 'calendar'),
  anchor: fc.constantFrom('claimed', 'created', 'last-activity', 'last-visit', 'contract-end'),
  quietDays: days(15),
  refreshDays: days(6),
  more: fc.integer({ min: 0, max: 20 }),
  cutOff: fc.constantFrom('12:00', '18:00', '20:30'),
  visitDays: fc.option(days(9), { nil: undefined }),
  withinDays: fc.option(days(25), { nil: undefined }),
  steps: fc.uniqueArray(days(6), { maxLength: 3 }),
});
function policyOf({ basis, anchor, quietDays, refreshDays, more, cutOff, visitDays, withinDays, steps }: Knobs): LeadPolicy {
  const least = Math.min(quietDays, refreshDays, visitDays ?? 99, withinDays ?? 99);
  const document = {
    ...openPoolPolicy,
    clock: { anchor, basis, quietDays, refreshDays, maximumDays: quietDays + more, cutOff, remindAt: '09:00' },
    resets: kinds.map((kind) => ({ kind, ...(kind === 'visit' && visitDays !== undefined && { refreshDays: visitDays }) })),
    mustReach: withinDays === undefined ? [] : [{ what: 'opportunity', withinDays }],
    reminders: [...new Set([...steps, least])].map((daysBefore) => ({ daysBefore, recipients: ['owner'] })),
    extension: { times: 2, days: 5 },
  };
  return leadPolicySchema.parse(document);
}
const policies = knobs.map(policyOf);
const pause = fc.tuple(instant, fc.integer({ min: 0, max: 60 * 24 * 5 })).map(([from, minutes]) => ({ from, to: new Date(from.getTime() + minutes * minute) }));
/** What may have happened to a lead, in any order and at any time, also before the claim. */
const happenings = fc
  .record({
    claimedAt: instant,
    createdAt: fc.option(instant),
    lastActivityAt: fc.option(instant),
    lastVisitAt: fc.option(instant),
    contractEndAt: fc.option(instant),
    resets: fc.uniqueArray(fc.record({ kind: fc.constantFrom(...kinds), at: instant }), { selector: ({ kind }) => kind }),
    extensions: fc.array(fc.record({ days: days(10) }), { maxLength: 2 }),
    pauses: fc.array(pause, { maxLength: 3 }),
    reached: fc.subarray(['opportunity', 'contract']),
  })
  .map((facts): LeadClockFacts => ({ ...facts, resets: facts.resets.map((reset) => ({ ...reset, at: reset.at > facts.claimedAt ? reset.at : facts.claimedAt })) }));
const unpaused = happenings.map((facts): LeadClockFacts => ({ ...facts, pauses: [] }));
const due = (facts: LeadClockFacts, policy: LeadPolicy, calendar: WorkingCalendar = china): number => leadClock(facts, policy, calendar).dueAt!.getTime();

describe('laws of the lead clock, whatever the facts and the policy', () => {
  it('nothing goes past the maximum but by the time that was paused', () => {
    fc.assert(
      fc.property(policies, happenings, (policy, facts) => {
        const { clock } = policy;
        const maximum = endAfter(facts.claimedAt, clock.maximumDays, clock, china);
        expect(due({ ...facts, pauses: [] }, policy)).toBeLessThanOrEqual(maximum.getTime());
        const paused = facts.pauses!.map(({ from, to }) => (clock.basis === 'working' ? workingMinutesBetween(china, from, to!) * minute : to!.getTime() - from.getTime()));
        const over = clock.basis === 'working' ? workingMinutesBetween(china, maximum, new Date(due(facts, policy))) * minute : due(facts, policy) - maximum.getTime();
        expect(over).toBeLessThanOrEqual(paused.reduce((sum, one) => sum + one, 0));
      }),
      runs,
    );
  });

  it('an activity never makes the end earlier, of whatever kind and after whatever pauses', () => {
    fc.assert(
      fc.property(policies, happenings, fc.constantFrom(...kinds), instant, (policy, facts, kind, when) => {
        const at = [facts.claimedAt, facts.lastActivityAt, facts.lastVisitAt, ...facts.resets!.map((reset) => reset.at), when].reduce<Date>((last, one) => (one && one > last ? one : last), facts.claimedAt);
        const then = afterActivity(facts, { kind, at, minutes: 10 }, policy);
        expect(due(then, policy)).toBeGreaterThanOrEqual(due(facts, policy));
      }),
      { numRuns: 600 },
    );
  });

  it('what has not happened yet counts from the claim, never as expired', () => {
    fc.assert(
      fc.property(policies, instant, (policy, claimedAt) => {
        const fromClaim = { ...policy, clock: { ...policy.clock, anchor: 'claimed' as const } };
        expect(due({ claimedAt }, policy)).toBe(due({ claimedAt }, fromClaim));
        expect(due({ claimedAt }, policy)).toBeGreaterThan(claimedAt.getTime());
      }),
      runs,
    );
  });

  it('an anchor long before the claim leaves the new owner the shortest protection', () => {
    fc.assert(
      fc.property(policies, instant, (policy, claimedAt) => {
        const { quietDays, refreshDays, maximumDays } = policy.clock;
        const createdAt = new Date(start - 400 * 24 * 60 * minute);
        const least = endAfter(claimedAt, Math.min(quietDays, refreshDays, maximumDays, ...policy.mustReach.map(({ withinDays }) => withinDays)), policy.clock, china);
        expect(due({ claimedAt, createdAt }, policy)).toBeGreaterThanOrEqual(least.getTime());
      }),
      runs,
    );
  });

  it('a pause pushes the end by exactly its working time; in calendar days by exactly its time', () => {
    fc.assert(
      fc.property(policies, unpaused, fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 60 * 24 * 12 }), (policy, facts, where, minutes) => {
        const before = due(facts, policy);
        const since = Math.max(...[facts.claimedAt, facts.createdAt, facts.lastActivityAt, facts.lastVisitAt, facts.contractEndAt, ...facts.resets!.map(({ at }) => at)].map((at) => at?.getTime() ?? 0));
        fc.pre(since < before);
        const from = new Date(Math.floor((since + where * (before - since - 1)) / minute) * minute);
        fc.pre(from.getTime() >= since);
        const to = new Date(from.getTime() + minutes * minute);
        const after = due({ ...facts, pauses: [{ from, to }] }, policy);
        if (policy.clock.basis === 'calendar') expect(after - before).toBe(minutes * minute);
        else expect(workingMinutesBetween(china, new Date(before), new Date(after))).toBe(workingMinutesBetween(china, from, to));
      }),
      { numRuns: 600 },
    );
  });

  it('of two pauses that overlap the common time counts once', () => {
    fc.assert(
      fc.property(policies, unpaused, pause, (policy, facts, { from, to }) => {
        const middle = new Date((from.getTime() + to.getTime()) / 2);
        expect(due({ ...facts, pauses: [{ from: middle, to }, { from, to }, { from, to: middle }] }, policy)).toBe(due({ ...facts, pauses: [{ from, to }] }, policy));
      }),
      runs,
    );
  });

  it('one more holiday never makes the end earlier', () => {
    // A pause on the holiday would have counted less: with a cut-off within the working day the end of a day and a length of time do not compare.
    const atEvening = knobs.map((one) => policyOf({ ...one, basis: 'working', cutOff: '18:00' }));
    const ofTheLead = fc.oneof(fc.tuple(policies, unpaused), fc.tuple(atEvening, happenings));
    fc.assert(
      fc.property(ofTheLead, instant, ([policy, facts], holiday) => {
        const more: WorkingCalendar = { ...china, exceptions: { ...china.exceptions, [localDate(china, holiday)]: { kind: 'off', name: 'One more' } } };
        expect(due(facts, policy, more)).toBeGreaterThanOrEqual(due(facts, policy));
      }),
      { numRuns: 600 },
    );
  });

  it('every reminder comes before the end with its lead time, unless a fact has just set the end', () => {
    fc.assert(
      fc.property(policies, happenings, (policy, facts) => {
        const { dueAt, reminders } = leadClock(facts, policy, china);
        const facts24h = [facts.claimedAt, facts.lastActivityAt, facts.lastVisitAt, ...facts.resets!.map(({ at }) => at), ...facts.pauses!.map(({ to }) => to)].map((at) => at?.getTime());
        expect(reminders.length).toBeGreaterThan(0);
        for (const { at, daysBefore } of reminders) {
          if (facts24h.includes(at.getTime())) continue;
          const clock = { basis: policy.clock.basis, cutOff: new Date(dueAt!.getTime() + 8 * 60 * minute).toISOString().slice(11, 16) };
          expect(endAfter(at, daysBefore, clock, china).getTime()).toBeLessThanOrEqual(dueAt!.getTime());
        }
      }),
      runs,
    );
  });

  it('variants and what must be reached count only as declared', () => {
    fc.assert(
      fc.property(policies, happenings, days(9), (policy, facts, quietDays) => {
        const maximumDays = Math.max(quietDays, policy.clock.maximumDays);
        const varied = { ...policy, variants: [{ when: { grade: ['A' as const] }, quietDays, maximumDays }] };
        expect(due({ ...facts, grade: 'B' }, varied)).toBe(due(facts, policy));
        expect(due({ ...facts, grade: 'A' }, varied)).toBe(due(facts, { ...policy, clock: { ...policy.clock, quietDays, maximumDays } }));
        const free = due(facts, { ...policy, mustReach: [] });
        expect(due({ ...facts, reached: ['opportunity'] }, policy)).toBe(free);
        expect(due({ ...facts, reached: ['contract'] }, policy)).toBeLessThanOrEqual(free);
        expect(leadClock({ ...facts, tags: ['x'], exemptions: ['won', 'locked'] }, { ...policy, exempt: [] }, china).exemption).toBeUndefined();
      }),
      runs,
    );
  });
});
