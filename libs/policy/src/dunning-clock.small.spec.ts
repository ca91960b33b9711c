import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import { atLocal } from '@throughline/calendar/working-time';
import fc from 'fast-check';
import { standardDunningPolicy as policy } from './default-policies';
import type { OwedLine } from './dunning-clock';
import { nextDunningMoment } from './dunning-clock';
import { dunningPolicySchema } from './dunning-policy';

const china = chinaCalendar(2026, 2026);
const at = (day: string, time = '09:00'): Date => atLocal(china, day, time);
const line = (id: string, due: string, sent: [string, string][] = [], outstanding = '100.00'): OwedLine => ({
  id,
  due,
  outstanding: { amount: outstanding, currency: 'CNY' },
  sentSteps: sent.map(([step, day]) => ({ step, at: at(day) })),
});
const next = (lines: OwedLine[], asOf?: Date) => nextDunningMoment({ lines, ...(asOf && { asOf }) }, policy, china);
const reminded: [string, string][] = [['7 days before', '2026-03-09'], ['1 day before', '2026-03-13']];

describe('reminders before due', () => {
  it('come seven days and one day before, on a working day', () => {
    // Due on Monday the 16th: seven days before is Monday, one day before is Sunday, so Friday.
    expect(next([line('a', '2026-03-16')])).toMatchObject({ kind: 'remind', step: '7 days before', at: at('2026-03-09'), lineIds: ['a'] });
    expect(next([line('a', '2026-03-16', reminded.slice(0, 1))])).toMatchObject({ step: '1 day before', at: at('2026-03-13') });
  });

  it('go out once for all lines of the day', () => {
    expect(next([line('b', '2026-03-16'), line('a', '2026-03-16'), line('c', '2026-04-16')])?.lineIds).toEqual(['a', 'b']);
  });

  it('are left out where the line was not yet known, and where it is past due', () => {
    expect(next([{ ...line('a', '2026-03-16'), since: at('2026-03-11') }])).toMatchObject({ step: '1 day before' });
    expect(next([line('a', '2026-03-16')], at('2026-03-17'))).toMatchObject({ kind: 'level', step: 'level 1' });
  });

  it('after an outage come once, the later one', () => {
    expect(next([line('a', '2026-03-16')], at('2026-03-15'))).toMatchObject({ step: '1 day before', at: at('2026-03-13') });
  });
});

describe('dunning after due', () => {
  it('climbs three and fourteen days after the due date, on a working day, then ends', () => {
    expect(next([line('a', '2026-03-16', reminded)])).toMatchObject({ kind: 'level', step: 'level 1', at: at('2026-03-19') });
    expect(next([line('a', '2026-03-16', [...reminded, ['level 1', '2026-03-19']])])).toMatchObject({ step: 'level 2', level: { opensTask: true }, at: at('2026-03-30') });
    expect(next([line('a', '2026-03-16', [...reminded, ['level 1', '2026-03-19'], ['level 2', '2026-03-30']])])).toBeNull();
  });

  it('is anchored on the oldest open line and names all that is past due', () => {
    const lines = [line('old', '2026-03-16', reminded), line('young', '2026-03-18', reminded), line('today', '2026-03-19', reminded)];
    expect(next(lines)).toMatchObject({ at: at('2026-03-19'), lineIds: ['old', 'young'] });
  });

  it('is anchored anew when the oldest line is paid', () => {
    const sent: [string, string][] = [...reminded, ['level 1', '2026-03-19']];
    const paid = line('old', '2026-03-16', sent, '0.00');
    expect(next([paid, line('young', '2026-03-18', sent)])).toMatchObject({ step: 'level 2', at: at('2026-04-01'), lineIds: ['young'] });
    expect(next([paid, line('later', '2026-03-30', reminded)])).toMatchObject({ step: 'level 1', at: at('2026-04-02'), lineIds: ['later'] });
  });

  it('keeps its distance when a level was sent late', () => {
    expect(next([line('a', '2026-03-16', [...reminded, ['level 1', '2026-03-27']])])).toMatchObject({ step: 'level 2', at: at('2026-04-07') });
  });

  it('goes before a reminder of the same moment', () => {
    expect(next([line('old', '2026-03-16', reminded), line('new', '2026-03-26')])).toMatchObject({ kind: 'level', at: at('2026-03-19') });
  });
});

describe('laws of dunning', () => {
  const days = fc.integer({ min: 0, max: 120 }).map((n) => new Date(Date.UTC(2026, 2, 1) + n * 86_400_000).toISOString().slice(0, 10));
  const lines = fc.array(fc.record({ due: days, open: fc.boolean() }), { maxLength: 6 }).map((all) => all.map(({ due, open }, index) => line(`l${index}`, due, [], open ? '0.01' : '0.00')));

  it('nothing is written about what is paid, and nothing at all when all is paid', () => {
    fc.assert(
      fc.property(lines, (all) => {
        const open = all.filter(({ outstanding }) => outstanding.amount !== '0.00').map(({ id }) => id);
        const moment = next(all);
        expect(moment === null).toBe(open.length === 0);
        for (const id of moment?.lineIds ?? []) expect(open).toContain(id);
        expect(moment === null || moment.lineIds.length > 0).toBe(true);
      }),
    );
  });

  it('obeyed to the end, every letter says something new and the ladder ends', () => {
    fc.assert(
      fc.property(lines, (all) => {
        const state = all.map((one) => ({ ...one, sentSteps: [...one.sentSteps] }));
        let now = at('2026-01-01');
        for (let letters = 0; ; letters++) {
          expect(letters).toBeLessThan(40);
          const moment = next(state, now);
          if (!moment) break;
          now = moment.at > now ? moment.at : now;
          const about = state.filter(({ id }) => moment.lineIds.includes(id));
          expect(about.some(({ sentSteps }) => !sentSteps.some(({ step }) => step === moment.step))).toBe(true);
          for (const one of about) if (!one.sentSteps.some(({ step }) => step === moment.step)) one.sentSteps.push({ step: moment.step, at: now });
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('dunning documents', () => {
  it('refuse levels out of order', () => {
    const [one, two] = policy.levels;
    expect(dunningPolicySchema.safeParse({ ...policy, levels: [two, one] }).success).toBe(false);
    expect(dunningPolicySchema.safeParse({ ...policy, levels: [one, { ...two, daysAfter: 3 }] }).success).toBe(false);
  });
});
