import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import { atLocal } from '@throughline/calendar/working-time';
import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import fc from 'fast-check';
import type { AccountPolicy } from './account-policy';
import { accountGrades } from './account-policy';
import { standardAccountPolicy } from './default-policies';
import { nextVisitMoment, visitClock, visitSteps } from './visit-clock';

const china = chinaCalendar(2026, 2027);
const at = (day: string, time = '11:00', calendar = china): Date => atLocal(calendar, day, time);
const withVisits = (visits: Partial<AccountPolicy['visits']>): AccountPolicy => ({ ...standardAccountPolicy, visits: { ...standardAccountPolicy.visits, ...visits } });
const visited = (day: string) => ({ grade: 'A' as const, lastVisitAt: at(day), since: at('2026-01-01') });

describe('the next visit', () => {
  it('is counted from the last one, by the grade', () => {
    const days = accountGrades.map((grade) => visitClock({ ...visited('2026-03-02'), grade }, standardAccountPolicy, china)!.dueAt);
    expect(days).toEqual([at('2026-03-16', '18:00'), at('2026-04-01', '18:00'), at('2026-05-01', '18:00'), at('2026-05-31', '18:00')]);
    expect(visitClock(visited('2026-03-02'), standardAccountPolicy, china)!.because).toEqual({
      rule: 'cadence-A',
      text: '14 calendar days after the last visit on 2026-03-02',
      reasons: [{ code: 'visit-after-visit', data: { days: 14, basis: 'calendar', on: '2026-03-02' } }],
    });
  });

  it('is counted from the beginning while nobody has visited', () => {
    const clock = visitClock({ grade: 'A', lastVisitAt: null, since: at('2026-03-02') }, standardAccountPolicy, china)!;
    expect(clock.dueAt).toEqual(at('2026-03-16', '18:00'));
    expect(clock.because.text).toContain('not visited since');
  });

  it('is not expected where the policy says so', () => {
    const policy = withVisits({ everyDays: { ...standardAccountPolicy.visits.everyDays, D: null } });
    expect(nextVisitMoment({ ...visited('2026-03-02'), grade: 'D', done: [] }, policy, china)).toBeNull();
  });

  it('in working days leaves holidays out and counts make-up days', () => {
    // 1 to 7 October 2026 are off in China, Saturday 10 October is worked.
    const policy = withVisits({ basis: 'working', everyDays: { A: 3, B: 3, C: 3, D: 3 } });
    expect(visitClock({ ...visited('2026-09-30') }, policy, china)!.dueAt).toEqual(at('2026-10-10', '18:00'));
  });

  it('is due at the local cut-off on both sides of the change of clocks', () => {
    const berlin: WorkingCalendar = { ...china, zone: 'Europe/Berlin', exceptions: {} };
    const due = visitClock({ grade: 'A', lastVisitAt: at('2026-03-20', '11:00', berlin), since: at('2026-01-01') }, standardAccountPolicy, berlin)!.dueAt;
    expect(due.toISOString()).toBe('2026-04-03T16:00:00.000Z');
  });

  it('crosses the end of the year', () => {
    expect(visitClock(visited('2026-12-24'), standardAccountPolicy, china)!.dueAt).toEqual(at('2027-01-07', '18:00'));
  });
});

describe('what is said about it', () => {
  it('reminds the owner, then tells the manager, then the head; each once', () => {
    const facts = visited('2026-03-02');
    const said = visitSteps(facts, standardAccountPolicy, china).map(({ kind, at: when, recipients }) => [kind, when, recipients]);
    expect(said).toEqual([
      ['remind', at('2026-03-13', '09:00'), ['owner']],
      ['overdue', at('2026-03-16', '18:00'), ['owner', 'manager']],
      ['overdue', at('2026-03-30', '18:00'), ['manager', 'head']],
    ]);
    const done: { step: string; at: Date }[] = [];
    const walked = [];
    for (let moment = nextVisitMoment({ ...facts, done }, standardAccountPolicy, china); moment; ) {
      walked.push(moment.at);
      done.push({ step: moment.step, at: moment.at });
      moment = nextVisitMoment({ ...facts, done }, standardAccountPolicy, china);
    }
    expect(walked).toEqual(said.map(([, when]) => when));
  });

  it('after an outage is only the latest that is due, and nothing before it comes after', () => {
    const facts = visited('2026-03-02');
    const late = nextVisitMoment({ ...facts, done: [] }, standardAccountPolicy, china, at('2026-03-20'))!;
    expect(late.kind).toBe('overdue');
    const next = nextVisitMoment({ ...facts, done: [{ step: late.step, at: at('2026-03-20') }] }, standardAccountPolicy, china)!;
    expect(next.at).toEqual(at('2026-03-30', '18:00'));
  });

  it('begins anew with a visit or another grade', () => {
    const told = visitSteps(visited('2026-03-02'), standardAccountPolicy, china).map(({ step }) => ({ step, at: at('2026-04-01') }));
    expect(nextVisitMoment({ ...visited('2026-04-01'), done: told }, standardAccountPolicy, china)!.kind).toBe('remind');
    expect(nextVisitMoment({ ...visited('2026-03-02'), grade: 'B', done: told }, standardAccountPolicy, china)!.at).toEqual(at('2026-03-29', '09:00'));
  });

  it('never reminds before the visit it counts from, and a later visit never makes the next one due earlier', () => {
    const policy = withVisits({ everyDays: { A: 2, B: 30, C: 60, D: 90 } });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 5_000 }), fc.constantFrom(...accountGrades), (day, later, grade) => {
        const first = new Date(at('2026-01-05', '00:00').getTime() + day * 3_600_000);
        const facts = { grade, lastVisitAt: first, since: first };
        for (const step of visitSteps(facts, policy, china)) expect(step.at.getTime()).toBeGreaterThan(first.getTime());
        const second = { ...facts, lastVisitAt: new Date(first.getTime() + later * 60_000) };
        expect(visitClock(second, policy, china)!.dueAt.getTime()).toBeGreaterThanOrEqual(visitClock(facts, policy, china)!.dueAt.getTime());
      }),
    );
  });
});
