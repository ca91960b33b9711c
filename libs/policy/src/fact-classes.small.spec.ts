import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import fc from 'fast-check';
import { forecastChange } from './change-forecast';
import { openPoolPolicy } from './default-policies';
import type { StoredFacts } from './fact-classes';
import { factClasses } from './fact-classes';
import type { OwnershipFacts } from './lead-forecast';
import type { LeadPolicy } from './lead-policy';

/** Five days, with the night in which Europe changes its clocks. */
const start = Date.UTC(2026, 2, 26);
const now = new Date(Date.UTC(2026, 3, 6, 3));
const blank = {
  createdAt: new Date(start), lastActivityAt: null, lastVisitAt: null, contractEndAt: null, firstAnsweredAt: null, reached: [], exemptions: [], tags: [], grade: null,
  businessType: null, source: null, product: null, sentSteps: [], extensions: [], pauses: [], grace: null,
};

describe.each(['Asia/Shanghai', 'Europe/Berlin', 'America/New_York'])('classes of facts in %s', (zone) => {
  const calendar = { ...chinaCalendar(2026, 2027), zone };
  // At the hour of a rule, a millisecond beside it, and anywhere: whatever an ownership may have begun at.
  const instants = fc.oneof(
    fc.tuple(fc.integer({ min: 0, max: 24 * 5 }), fc.constantFrom(-1, 0, 1)).map(([hour, beside]) => new Date(start + hour * 3_600_000 + beside)),
    fc.integer({ min: 0, max: 5 * 86_400_000 }).map((at) => new Date(start + at)),
  );
  const facts = fc.record({ claimedAt: instants, reset: fc.option(instants), sent: fc.option(instants), tag: fc.constantFrom('x', 'y', null) }).map(
    ({ claimedAt, reset, sent, tag }): StoredFacts => ({
      ...blank,
      claimedAt,
      lastVisitAt: reset,
      resets: reset ? [{ kind: 'visit', at: reset }] : [],
      sentSteps: sent ? [{ step: '3 days before 2026-04-04', at: sent }] : [],
      tags: tag === null ? [] : [tag],
    }),
  );
  const from: LeadPolicy = { ...openPoolPolicy, exempt: [{ while: 'tagged', tag: 'x' }] };
  const to: LeadPolicy = { ...from, version: 2, exempt: [], variants: [{ when: { tag: ['y'] }, quietDays: 9 }], clock: { ...from.clock, anchor: 'last-visit', basis: 'working', quietDays: 6, refreshDays: 4, maximumDays: 15, cutOff: '17:00', remindAt: '08:00' } };

  it('law: what is in one class comes out alike, to the millisecond and the word', () => {
    const classOf = factClasses([from, to], calendar);
    const known = new Map<string, string>();
    let met = 0;
    fc.assert(
      fc.property(facts, fc.constantFrom(0, 2), (stored, graceDays) => {
        const owned = stored as unknown as OwnershipFacts;
        const change = { grandfathering: 'none' as const, graceDays, at: now };
        const outcome = JSON.stringify(forecastChange({ policy: from, facts: owned }, { policy: to, facts: owned }, change, calendar, now, new Date(now.getTime() + 9 * 86_400_000)));
        const key = `${graceDays} ${classOf(stored)}`;
        if (known.has(key)) met += 1;
        else known.set(key, outcome);
        expect(outcome).toBe(known.get(key));
      }),
      { numRuns: 1_200 },
    );
    expect(met).toBeGreaterThan(20);
  });

  it('has none for what counts to the minute', () => {
    const classOf = factClasses([from], calendar);
    const plain = { ...blank, claimedAt: now, resets: [] };
    expect(classOf(plain)).toBeDefined();
    for (const moving of [{ pauses: [{}] }, { extensions: [{}] }, { grace: {} }]) expect(classOf({ ...plain, ...moving })).toBeUndefined();
    const answering = { ...from, firstResponse: { workingHours: 4, managerAfterWorkingHours: 6, reassignAfterWorkingHours: 8, strategy: 'round-robin' } };
    expect(factClasses([answering], calendar)(plain)).toBeUndefined();
    expect(factClasses([answering], calendar)({ ...plain, firstAnsweredAt: now })).toBeDefined();
    expect(factClasses([{ ...from, clock: { ...from.clock, cutOff: '02:30' } }], calendar)(plain)).toBeUndefined();
  });
});
