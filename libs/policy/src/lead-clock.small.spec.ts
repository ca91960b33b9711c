import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import { atLocal, localDate } from '@throughline/calendar/working-time';
import fc from 'fast-check';
import { openPoolPolicy } from './default-policies';
import { leadClock, nextLeadMoment } from './lead-clock';
import type { LeadPolicy } from './lead-policy';
import type { SentStep } from './policy-document';

const china = chinaCalendar(2026, 2026);
const at = (day: string, time = '11:00'): Date => atLocal(china, day, time);
/** The clock of the pool's policy takes all kinds alike. */
const after = (lastResetAt?: Date) => ({ resets: lastResetAt ? [{ kind: 'visit', at: lastResetAt }] : [] });
const withClock = (clock: Partial<LeadPolicy['clock']>, reminders = openPoolPolicy.reminders): LeadPolicy => ({ ...openPoolPolicy, clock: { ...openPoolPolicy.clock, ...clock }, reminders });

describe('protection, quiet 10 days, refresh 3, maximum 20, claimed on 25 March', () => {
  const claimedAt = at('2026-03-25');
  const dueDay = (lastResetAt?: Date): string => localDate(china, leadClock({ claimedAt, ...after(lastResetAt) }, openPoolPolicy, china).dueAt!);

  it('ends on 4 April without an activity, which counts from the claim', () => {
    const { dueAt, because } = leadClock({ claimedAt }, openPoolPolicy, china);
    expect(dueAt).toEqual(at('2026-04-04', '18:00'));
    expect(because).toEqual({ rule: 'quiet', text: '10 calendar days after the claim on 2026-03-25', reasons: [{ code: 'after-claim', data: { days: 10, basis: 'calendar', on: '2026-03-25' } }] });
  });

  it.each([
    ['2026-03-28', '2026-04-04', 'quiet'],
    ['2026-04-02', '2026-04-05', 'refresh'],
    ['2026-04-05', '2026-04-08', 'refresh'],
    ['2026-04-11', '2026-04-14', 'refresh'],
    ['2026-04-13', '2026-04-14', 'maximum'],
    ['2026-04-14', '2026-04-14', 'maximum'],
  ])('with an activity on %s ends on %s (%s)', (activity, due, rule) => {
    expect(dueDay(at(activity))).toBe(due);
    expect(leadClock({ claimedAt, ...after(at(activity)) }, openPoolPolicy, china).because.rule).toBe(rule);
  });

  it('reminds three days and one day before, in the morning', () => {
    const { reminders } = leadClock({ claimedAt }, openPoolPolicy, china);
    expect(reminders.map(({ at: when, recipients }) => [when, recipients])).toEqual([
      [at('2026-04-01', '09:00'), ['owner']],
      [at('2026-04-03', '09:00'), ['owner', 'manager']],
    ]);
  });

  it('in working days skips Qingming and the weekend', () => {
    // 25 March is a Wednesday; 4 to 6 April are off.
    const policy = withClock({ basis: 'working' });
    expect(leadClock({ claimedAt }, policy, china).dueAt).toEqual(at('2026-04-09', '18:00'));
  });
});

describe('the next moment of an owned lead', () => {
  const claimedAt = at('2026-03-25');
  const next = (sentSteps: SentStep[], lastResetAt?: Date) => nextLeadMoment({ claimedAt, ...after(lastResetAt), sentSteps }, openPoolPolicy, china)!;

  it('is each reminder in turn, then the end', () => {
    const first = next([]);
    expect([first.kind, first.at, first.endsAt]).toEqual(['remind', at('2026-04-01', '09:00'), at('2026-04-04', '18:00')]);
    const second = next([{ step: first.step!, at: first.at }]);
    expect([second.kind, second.at, second.recipients]).toEqual(['remind', at('2026-04-03', '09:00'), ['owner', 'manager']]);
    const end = next([{ step: first.step!, at: first.at }, { step: second.step!, at: second.at }]);
    expect([end.kind, end.at, end.because.rule]).toEqual(['recycle', at('2026-04-04', '18:00'), 'quiet']);
  });

  it('after an outage is the missed reminder, and its lead time runs again before the end', () => {
    const first = next([]);
    const second = next([{ step: first.step!, at: at('2026-04-09', '08:00') }]);
    expect([second.kind, second.at, second.endsAt]).toEqual(['remind', at('2026-04-11', '09:00'), at('2026-04-12', '18:00')]);
    const end = next([{ step: first.step!, at: at('2026-04-09', '08:00') }, { step: second.step!, at: at('2026-04-11', '09:00') }]);
    expect([end.kind, end.at, end.because.rule]).toEqual(['recycle', at('2026-04-12', '18:00'), 'late-reminder']);
  });

  it('after an activity that moves the end is reminded anew', () => {
    const reminded = [{ step: '3 days before 2026-04-04', at: at('2026-04-01', '09:00') }];
    const moment = next(reminded, at('2026-04-02'));
    // The three-day reminder of 5 April would have been before the activity: the owner has just acted.
    expect([moment.kind, moment.at, moment.step]).toEqual(['remind', at('2026-04-04', '09:00'), '1 days before 2026-04-05']);
  });
});

describe('laws of the lead clock', () => {
  const minute = 60_000;
  const start = at('2026-03-01').getTime();
  const policies = fc
    .record({ basis: fc.constantFrom('working' as const, 'calendar' as const), quietDays: fc.integer({ min: 1, max: 15 }), refreshDays: fc.integer({ min: 1, max: 6 }), more: fc.integer({ min: 0, max: 20 }), steps: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 }) })
    .map(({ more, steps, ...clock }) => {
      const least = Math.min(clock.quietDays, clock.refreshDays);
      return withClock({ ...clock, maximumDays: clock.quietDays + more }, [...new Set([...steps, least])].map((daysBefore) => ({ daysBefore, recipients: ['owner'] })));
    });
  const instant = fc.integer({ min: 0, max: 60 * 24 * 60 }).map((minutes) => new Date(start + minutes * minute));

  it('an activity never makes the end earlier, nothing goes past the maximum', () => {
    fc.assert(
      fc.property(policies, instant, instant, instant, (policy, claimedAt, one, two) => {
        const due = (lastResetAt?: Date): number => leadClock({ claimedAt, ...after(lastResetAt) }, policy, china).dueAt!.getTime();
        const [early, late] = one < two ? [one, two] : [two, one];
        const maximum = leadClock({ claimedAt }, { ...policy, clock: { ...policy.clock, quietDays: policy.clock.maximumDays } }, china).dueAt!.getTime();
        expect(due(early)).toBeGreaterThanOrEqual(due());
        expect(due(late)).toBeGreaterThanOrEqual(due(early));
        expect(due(late)).toBeLessThanOrEqual(maximum);
      }),
      { numRuns: 150 },
    );
  });

  it('one more holiday never makes the end earlier', () => {
    fc.assert(
      fc.property(policies, instant, fc.option(instant, { nil: undefined }), instant, (policy, claimedAt, lastResetAt, holiday) => {
        const more: WorkingCalendar = { ...china, exceptions: { ...china.exceptions, [localDate(china, holiday)]: { kind: 'off', name: 'One more' } } };
        const facts = { claimedAt, ...after(lastResetAt) };
        expect(leadClock(facts, policy, more).dueAt!.getTime()).toBeGreaterThanOrEqual(leadClock(facts, policy, china).dueAt!.getTime());
      }),
      { numRuns: 150 },
    );
  });

  it('lived through on time: every end has the lead time of its reminders behind it and is not past the maximum', () => {
    fc.assert(
      fc.property(policies, instant, fc.array(fc.integer({ min: 1, max: 6 * 24 * 60 }), { maxLength: 12 }), (policy, claimedAt, pauses) => {
        const life = liveThrough(policy, claimedAt, pauses);
        const maximum = leadClock({ claimedAt }, { ...policy, clock: { ...policy.clock, quietDays: policy.clock.maximumDays } }, china).dueAt!;
        expect(life.endedAt.getTime()).toBeLessThanOrEqual(maximum.getTime());
        expect(life.reminded.length).toBeGreaterThan(0);
        const least = Math.min(...policy.reminders.map(({ daysBefore }) => daysBefore));
        const warned = life.reminded.some(({ at: when }) => leadDays(policy, when, life.endedAt) >= least);
        expect(warned).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  /** Acts at every moment exactly when it comes; the owner works on the lead after each pause (minutes) as long as he still has it. */
  function liveThrough(policy: LeadPolicy, claimedAt: Date, pauses: readonly number[]): { endedAt: Date; reminded: SentStep[] } {
    const reminded: SentStep[] = [];
    let now = claimedAt;
    let lastResetAt: Date | undefined;
    let left = [...pauses];
    let nextActivity = new Date(now.getTime() + (left.shift() ?? 1e6) * minute);
    for (;;) {
      const moment = nextLeadMoment({ claimedAt, ...after(lastResetAt), sentSteps: reminded }, policy, china)!;
      const acts = moment.at > now ? moment.at : now;
      if (nextActivity < acts) {
        now = lastResetAt = nextActivity;
        nextActivity = new Date(now.getTime() + (left.shift() ?? 1e6) * minute);
      } else if (moment.kind === 'remind') {
        now = acts;
        reminded.push({ step: moment.step!, at: now });
      } else {
        return { endedAt: acts, reminded };
      }
    }
  }

  function leadDays(policy: LeadPolicy, from: Date, to: Date): number {
    let n = 0;
    while (leadClock({ claimedAt: from }, withClock({ ...policy.clock, quietDays: n + 1, maximumDays: n + 1 }), china).dueAt! <= to) n++;
    return n;
  }
});
