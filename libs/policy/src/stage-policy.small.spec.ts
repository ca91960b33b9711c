import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import { atLocal } from '@throughline/calendar/working-time';
import fc from 'fast-check';
import { standardPipeline } from './default-policies';
import { mayEnter, nextStageMoment, stageClock, stagePolicySchema } from './stage-policy';

const china = chinaCalendar(2026, 2026);
const at = (day: string, time = '11:00'): Date => atLocal(china, day, time);

describe('the stage clock', () => {
  it('counts working days, around the Spring Festival and its make-up days', () => {
    // Ten working days from Monday the 9th: 10–14 (a Saturday is worked), 24–28 (again).
    const { soonAt, overdueAt, because } = stageClock({ stage: 'develop', enteredAt: at('2026-02-09') }, standardPipeline, china);
    expect(overdueAt).toEqual(at('2026-02-28', '18:00'));
    expect(soonAt).toEqual(at('2026-02-26', '09:00'));
    expect(because.text).toBe('Develop should take 10 working days from 2026-02-09');
  });

  it('warns on the day on which the ratio is reached, not before', () => {
    const policy = { ...standardPipeline, stages: standardPipeline.stages.map((stage) => ({ ...stage, soonRatio: 0.85 })) };
    // 8.5 of 10 working days from Monday the 2nd: the ninth is Friday the 13th.
    expect(stageClock({ stage: 'develop', enteredAt: at('2026-03-02') }, policy, china).soonAt).toEqual(at('2026-03-13', '09:00'));
  });

  it('warns, then is overdue, then is silent; a missed warning still comes first', () => {
    const facts = { stage: 'develop', enteredAt: at('2026-03-02') };
    expect(nextStageMoment({ ...facts, told: [] }, standardPipeline, china)).toMatchObject({ kind: 'soon-overdue', at: at('2026-03-12', '09:00') });
    expect(nextStageMoment({ ...facts, told: ['soon-overdue'] }, standardPipeline, china)).toMatchObject({ kind: 'overdue', at: at('2026-03-16', '18:00') });
    expect(nextStageMoment({ ...facts, told: ['soon-overdue', 'overdue'] }, standardPipeline, china)).toBeNull();
  });

  it('law: the warning comes after the entry and before overdue', () => {
    const ratio = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 * 24 * 60 }), fc.integer({ min: 1, max: 60 }), ratio, (minutes, expectedWorkingDays, soonRatio) => {
        const enteredAt = new Date(at('2026-02-01').getTime() + minutes * 60_000);
        const policy = { ...standardPipeline, stages: standardPipeline.stages.map((stage) => ({ ...stage, expectedWorkingDays, soonRatio })) };
        const { soonAt, overdueAt } = stageClock({ stage: 'bid', enteredAt }, policy, china);
        expect(soonAt > enteredAt && soonAt < overdueAt).toBe(true);
      }),
    );
  });

  it('refuses a stage it does not know', () => {
    expect(() => stageClock({ stage: 'closing', enteredAt: at('2026-03-02') }, standardPipeline, china)).toThrow(RangeError);
  });
});

describe('entering a stage', () => {
  it('needs the milestones of all stages before it', () => {
    expect(mayEnter('develop', [], standardPipeline)).toEqual({ ok: true });
    expect(mayEnter('entry', [], standardPipeline)).toEqual({ ok: false, missing: [{ key: 'evaluated', label: 'Evaluated and graded' }] });
    expect(mayEnter('entry', ['evaluated'], standardPipeline)).toEqual({ ok: true });
    expect(mayEnter('proposal', ['key_people_known'], standardPipeline)).toMatchObject({ ok: false, missing: [{ key: 'evaluated' }] });
    expect(mayEnter('develop', ['evaluated', 'key_people_known'], standardPipeline)).toEqual({ ok: true });
  });
});

describe('pipeline documents', () => {
  it('refuse two stages with one key or milestone, and a warning after the cut-off', () => {
    const [first, second] = standardPipeline.stages;
    expect(stagePolicySchema.safeParse({ ...standardPipeline, stages: [first, first] }).success).toBe(false);
    expect(stagePolicySchema.safeParse({ ...standardPipeline, stages: [first, { ...second, milestone: first!.milestone }] }).success).toBe(false);
    expect(stagePolicySchema.safeParse({ ...standardPipeline, remindAt: '19:00' }).success).toBe(false);
  });
});
