import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import fc from 'fast-check';
import { openPoolPolicy } from './default-policies';
import type { Grandfathering } from './grandfathering';
import { grandfatherings, transition } from './grandfathering';
import { leadClock, nextLeadMoment } from './lead-clock';
import type { OwnershipFacts } from './lead-forecast';
import { forecastEnd } from './lead-forecast';
import type { LeadPolicy } from './lead-policy';
import type { PastActivity } from './lead-replay';
import { afterActivity, replayedEnd } from './lead-replay';

const calendar = chinaCalendar(2026, 2027);
const claimedAt = new Date('2026-03-25T02:00:00Z');
const day = (n: number, hour = 2): Date => new Date(Date.UTC(2026, 2, 25 + n, hour));
const withClock = (clock: Partial<LeadPolicy['clock']>, more: Partial<LeadPolicy> = {}): LeadPolicy => ({ ...openPoolPolicy, version: 2, ...more, clock: { ...openPoolPolicy.clock, ...clock } });
const far = new Date('2027-06-01T00:00:00Z');
const fresh: OwnershipFacts = { claimedAt, sentSteps: [] };

const clocks = fc
  .record({ quietDays: fc.integer({ min: 1, max: 30 }), refreshDays: fc.integer({ min: 1, max: 10 }), more: fc.integer({ min: 0, max: 40 }), basis: fc.constantFrom('working' as const, 'calendar' as const) })
  .map(({ more, ...clock }) => withClock({ ...clock, maximumDays: clock.quietDays + more }, { reminders: [{ daysBefore: 1, recipients: ['owner'] }] }));
const instants = fc.integer({ min: 0, max: 60 * 24 * 40 }).map((minutes) => new Date(claimedAt.getTime() + minutes * 60_000));
const histories = fc.array(instants, { maxLength: 6 }).map((list) => list.sort((a, b) => a.getTime() - b.getTime()).map((at): PastActivity => ({ kind: 'visit', at })));
const after = (activities: PastActivity[], policy: LeadPolicy): OwnershipFacts => activities.reduce((facts, activity) => afterActivity(facts, activity, policy), fresh);

describe('what becomes of an ownership if nobody does anything', () => {
  it('is what its clock does, moment by moment', () => {
    expect(forecastEnd(fresh, openPoolPolicy, calendar, claimedAt, far)).toMatchObject({ at: new Date('2026-04-04T10:00:00Z'), because: { rule: 'quiet' }, to: { to: 'pool' } });
    expect(forecastEnd(fresh, openPoolPolicy, calendar, claimedAt, new Date('2026-04-04T09:59:59Z'))).toBeNull();
  });

  it('runs the lead times in full where warnings are late', () => {
    // Nothing was sent until day 40: three days, then one day, each counted from its late warning on.
    const end = forecastEnd(fresh, openPoolPolicy, calendar, day(40), far)!;
    expect(end.because.rule).toBe('late-reminder');
    expect(end.at.getTime()).toBeGreaterThan(day(42).getTime());
  });

  it('is never for a clock that stands still', () => {
    const policy = withClock({}, { exempt: [{ while: 'locked' }] });
    expect(forecastEnd({ ...fresh, exemptions: ['locked'] }, policy, calendar, claimedAt, far)).toBeNull();
  });

  it('is a lead given to somebody else where nobody answers, before protection ends', () => {
    const policy = withClock({}, { firstResponse: { workingHours: 4, managerAfterWorkingHours: 8, reassignAfterWorkingHours: 16, strategy: 'round-robin' } });
    const end = forecastEnd(fresh, policy, calendar, claimedAt, day(5))!;
    expect(end).toMatchObject({ to: { to: 'reassign' }, because: { rule: 'first-response' } });
    expect(forecastEnd({ ...fresh, firstAnsweredAt: day(0, 3) }, policy, calendar, claimedAt, day(5))).toBeNull();
  });
});

describe('a change of the policy', () => {
  const strict = withClock({ quietDays: 5, maximumDays: 10 });
  const generous = withClock({ quietDays: 20, maximumDays: 40 });
  const change = (to: LeadPolicy, grandfathering: Grandfathering, graceDays = 0, at = day(8)) =>
    transition({ policy: openPoolPolicy, facts: fresh }, { policy: to, facts: fresh }, { grandfathering, graceDays, at }, calendar);
  const ends = (change: ReturnType<typeof transition>) => [change.takes, change.clock.dueAt?.toISOString().slice(0, 10)];

  it('takes everybody, nobody, or whoever it is kinder to', () => {
    expect(ends(change(strict, 'none'))).toEqual([true, '2026-03-30']);
    expect(ends(change(strict, 'keep'))).toEqual([false, '2026-04-04']);
    expect(ends(change(strict, 'kinder'))).toEqual([false, '2026-04-04']);
    expect(ends(change(generous, 'kinder'))).toEqual([true, '2026-04-14']);
    expect(ends(change(generous, 'keep'))).toEqual([false, '2026-04-04']);
  });

  it('gives its grace to what would be past due at once, and not beyond the old end', () => {
    const graced = change(strict, 'none', 1);
    expect(ends(graced)).toEqual([true, '2026-04-03']);
    expect(graced).toMatchObject({ grace: { since: day(8) }, clock: { because: { rule: 'grace', text: expect.stringContaining('changed on 2026-04-02') } } });
    expect(ends(change(strict, 'none', 9))).toEqual([true, '2026-04-04']);
    // Who is as well off needs none.
    expect(change(generous, 'none', 9).grace).toBeUndefined();
  });

  it('laws: kinder is never earlier; with grace nothing ends before the old end or the grace, whichever is first; without it everything is as if the rules had always been so', () => {
    fc.assert(
      fc.property(clocks, clocks, histories, instants, fc.integer({ min: 0, max: 10 }), fc.constantFrom(...grandfatherings), (from, to, activities, at, graceDays, grandfathering) => {
        const [before, then] = [{ policy: from, facts: after(activities, from) }, { policy: to, facts: after(activities, to) }];
        const [oldEnd, newEnd] = [leadClock(before.facts, from, calendar).dueAt!, leadClock(then.facts, to, calendar).dueAt!];
        const { takes, clock, grace } = transition(before, then, { grandfathering, graceDays, at }, calendar);
        const end = clock.dueAt!;
        if (grandfathering === 'keep') return !takes && end.getTime() === oldEnd.getTime();
        if (grandfathering === 'kinder') return end.getTime() === Math.max(oldEnd.getTime(), newEnd.getTime());
        if (!grace) return takes && end.getTime() === newEnd.getTime();
        return takes && end <= oldEnd && end > newEnd && end > at;
      }),
      { numRuns: 500 },
    );
  });
});

describe('a past period under another policy', () => {
  const visits = (...days: number[]) => days.map((n): PastActivity => ({ kind: 'visit', at: day(n) }));

  it('is what would have happened, had people done what they did', () => {
    const past = { facts: fresh, activities: visits(3, 8, 11) };
    expect(replayedEnd(past, openPoolPolicy, calendar, claimedAt, far)!.at).toEqual(new Date('2026-04-08T10:00:00Z'));
    // Five quiet days from the claim, refreshed on day 3 to day 6: gone before the visit of day 8.
    expect(replayedEnd(past, withClock({ quietDays: 5 }), calendar, claimedAt, far)!.at).toEqual(new Date('2026-03-31T10:00:00Z'));
    expect(replayedEnd(past, withClock({ quietDays: 15 }), calendar, claimedAt, day(14))).toBeNull();
  });

  it('that begins later takes nothing that nobody was warned of', () => {
    // In force from day 20 on: both warnings first, each with its time.
    expect(replayedEnd({ facts: fresh, activities: [] }, openPoolPolicy, calendar, day(20), far)!.at.getTime()).toBeGreaterThan(day(22).getTime());
  });

  it('law: is the same as playing the clock and the people by turns, minute for minute', () => {
    fc.assert(
      fc.property(clocks, histories, (policy, activities) => {
        expect(replayedEnd({ facts: fresh, activities }, policy, calendar, claimedAt, far)?.at).toEqual(played(policy, activities));
      }),
      { numRuns: 300 },
    );
  });
});

/** A plain simulation: whatever comes next, an activity or a moment of the clock. */
function played(policy: LeadPolicy, activities: PastActivity[]): Date | undefined {
  let facts = fresh;
  const waiting = [...activities];
  for (;;) {
    const moment = nextLeadMoment(facts, policy, calendar)!;
    if (waiting[0] && waiting[0].at < moment.at) facts = afterActivity(facts, waiting.shift()!, policy);
    else if (moment.kind === 'recycle') return moment.at;
    else facts = { ...facts, sentSteps: [...facts.sentSteps, { step: moment.step!, at: moment.at }] };
  }
}
