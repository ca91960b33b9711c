import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import type { ClaimFacts } from './claim-rules';
import { mayClaim, quotaWindows } from './claim-rules';
import { openPoolPolicy } from './default-policies';

const china = chinaCalendar(2026, 2026);
// Wednesday noon in Shanghai.
const now = new Date('2026-03-25T04:00:00Z');
const policy = { ...openPoolPolicy, claim: { perDay: 3, perWeek: 5, cap: 4, coolDownDays: { lastOwner: 7, anyRecentOwner: 2 }, freezeHours: 24 } };
const facts = (more: Partial<ClaimFacts> = {}): ClaimFacts => ({
  now,
  windows: quotaWindows(now, china),
  claimedToday: 0,
  claimedThisWeek: 0,
  owned: 0,
  pooledAt: new Date('2026-03-01T00:00:00Z'),
  ...more,
});

describe('claiming', () => {
  it('is free within all limits', () => {
    expect(mayClaim(facts({ claimedToday: 2, claimedThisWeek: 4, owned: 3 }), policy)).toEqual({ ok: true });
  });

  it.each<[string, Partial<ClaimFacts>, string | undefined]>([
    ['daily_quota_used_up', { claimedToday: 3 }, '2026-03-25T16:00:00.000Z'],
    ['weekly_quota_used_up', { claimedThisWeek: 5 }, '2026-03-29T16:00:00.000Z'],
    ['ownership_cap_reached', { owned: 4 }, undefined],
    ['frozen', { pooledAt: new Date('2026-03-25T00:00:00Z') }, '2026-03-26T00:00:00.000Z'],
    ['cooling_down', { ownedUntil: new Date('2026-03-20T00:00:00Z'), wasLastOwner: true }, '2026-03-27T00:00:00.000Z'],
    ['cooling_down', { ownedUntil: new Date('2026-03-24T00:00:00Z') }, '2026-03-26T00:00:00.000Z'],
  ])('is refused as %s and says from when it is allowed', (code, more, allowedAt) => {
    expect(mayClaim(facts(more), policy)).toEqual({ ok: false, code, ...(allowedAt && { allowedAt: new Date(allowedAt) }) });
  });

  it('is free again when the time has come', () => {
    expect(mayClaim(facts({ ownedUntil: new Date('2026-03-20T00:00:00Z') }), policy)).toEqual({ ok: true });
    expect(mayClaim(facts({ pooledAt: new Date('2026-03-24T04:00:00Z') }), policy)).toEqual({ ok: true });
  });

  it('counts local days, and weeks from Monday', () => {
    expect(quotaWindows(new Date('2026-03-29T15:59:00Z'), china)).toEqual({
      dayFrom: new Date('2026-03-28T16:00:00Z'),
      nextDay: new Date('2026-03-29T16:00:00Z'),
      weekFrom: new Date('2026-03-22T16:00:00Z'),
      nextWeek: new Date('2026-03-29T16:00:00Z'),
    });
  });
});
