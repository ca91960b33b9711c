import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import type { ClaimFacts } from './claim-rules';
import { mayClaim, mayView, quotaWindows, returnedClaim } from './claim-rules';
import { openPoolPolicy } from './default-policies';
import type { LeadPolicy } from './lead-policy';

const china = chinaCalendar(2026, 2026);
// Wednesday noon in Shanghai.
const now = new Date('2026-03-25T04:00:00Z');
const rep = { personId: '0199d000-0000-7000-8002-000000000011', roles: ['sales-rep'] };
const withClaim = (claim: Partial<LeadPolicy['claim']> = {}): LeadPolicy => ({
  ...openPoolPolicy,
  claim: {
    ...openPoolPolicy.claim,
    perDay: 3,
    perWeek: 5,
    cap: { inPool: 4, overall: 6, notCounted: [] },
    coolDownDays: { lastOwner: 7, anyRecentOwner: 2, sameTeam: 3 },
    freezeHours: 24,
    ...claim,
  },
});
const policy = withClaim();
const facts = (more: Partial<ClaimFacts> = {}): ClaimFacts => ({
  now,
  windows: quotaWindows(now, china),
  claimer: rep,
  claimedToday: 0,
  claimedThisWeek: 0,
  owned: 0,
  ownedOverall: 0,
  pooledAt: new Date('2026-03-01T00:00:00Z'),
  ...more,
});
const at = (text: string): Date => new Date(text);

describe('claiming', () => {
  it('is free within all limits', () => {
    expect(mayClaim(facts({ claimedToday: 2, claimedThisWeek: 4, owned: 3, ownedOverall: 5 }), policy)).toEqual({ ok: true });
  });

  it.each<[string, number, Partial<ClaimFacts>, string | undefined]>([
    ['per-day', 3, { claimedToday: 3 }, '2026-03-25T16:00:00.000Z'],
    ['per-week', 5, { claimedThisWeek: 5 }, '2026-03-29T16:00:00.000Z'],
    ['ownership-cap', 4, { owned: 4, ownedOverall: 4 }, undefined],
    ['ownership-cap-overall', 6, { ownedOverall: 6 }, undefined],
    ['freeze', 24, { pooledAt: at('2026-03-25T00:00:00Z') }, '2026-03-26T00:00:00.000Z'],
    ['cool-down-last-owner', 7, { ownedUntil: at('2026-03-20T00:00:00Z'), wasLastOwner: true }, '2026-03-27T00:00:00.000Z'],
    ['cool-down-recent-owner', 2, { ownedUntil: at('2026-03-24T00:00:00Z') }, '2026-03-26T00:00:00.000Z'],
    ['cool-down-team', 3, { teamOwnedUntil: at('2026-03-24T00:00:00Z') }, '2026-03-27T00:00:00.000Z'],
  ])('is refused by %s with its limit of %d, and says from when it is allowed', (rule, limit, more, allowedAt) => {
    expect(mayClaim(facts(more), policy)).toEqual({ ok: false, rule, limit, also: [], ...(allowedAt && { allowedAt: at(allowedAt) }) });
    const then = allowedAt && at(allowedAt);
    // What the windows counted is over by then.
    if (then) expect(mayClaim(facts({ ...more, now: then, windows: quotaWindows(then, china), claimedToday: 0, claimedThisWeek: 0 }), policy)).toEqual({ ok: true });
  });

  it('names the rule that lasts longest, and the others', () => {
    const both = facts({ claimedToday: 3, claimedThisWeek: 5, ownedUntil: at('2026-03-20T00:00:00Z'), wasLastOwner: true });
    expect(mayClaim(both, policy)).toEqual({ ok: false, rule: 'per-week', limit: 5, allowedAt: at('2026-03-29T16:00:00Z'), also: ['cool-down-last-owner', 'per-day'] });
    expect(mayClaim({ ...both, owned: 4 }, policy)).toMatchObject({ rule: 'ownership-cap', also: ['per-week', 'cool-down-last-owner', 'per-day'] });
  });

  it('of a lead that takes up no room is not a matter of caps', () => {
    expect(mayClaim(facts({ owned: 4, ownedOverall: 6, notCounted: true }), policy)).toEqual({ ok: true });
  });

  it('is not refused to whom the policy names, by person or by role', () => {
    const everything = facts({ claimedToday: 9, claimedThisWeek: 9, owned: 9, ownedOverall: 9, pooledAt: now });
    expect(mayClaim(everything, withClaim({ exempt: { roles: [], people: [rep.personId] } }))).toEqual({ ok: true, exemptBy: 'person' });
    expect(mayClaim(everything, withClaim({ exempt: { roles: ['sales-rep'], people: [] } }))).toEqual({ ok: true, exemptBy: 'role' });
    expect(mayClaim(everything, withClaim({ exempt: { roles: ['sales-head'], people: [] } })).ok).toBe(false);
  });

  it('is free again when the time has come', () => {
    expect(mayClaim(facts({ ownedUntil: at('2026-03-20T00:00:00Z') }), policy)).toEqual({ ok: true });
    expect(mayClaim(facts({ pooledAt: at('2026-03-24T04:00:00Z') }), policy)).toEqual({ ok: true });
  });

  it('is given back by a release only where the policy says so, and only in the windows that it was counted in', () => {
    const monday = at('2026-03-23T02:00:00Z');
    expect(returnedClaim(now, quotaWindows(now, china), policy)).toEqual({ today: false, thisWeek: false });
    const returning = withClaim({ releaseReturnsQuota: true });
    expect(returnedClaim(now, quotaWindows(now, china), returning)).toEqual({ today: true, thisWeek: true });
    expect(returnedClaim(monday, quotaWindows(now, china), returning)).toEqual({ today: false, thisWeek: true });
    expect(returnedClaim(at('2026-03-20T02:00:00Z'), quotaWindows(now, china), returning)).toEqual({ today: false, thisWeek: false });
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

describe('looking at leads of a pool', () => {
  const look = (viewedToday: number, seenToday: boolean, claim: Partial<LeadPolicy['claim']>) =>
    mayView({ viewedToday, seenToday, windows: quotaWindows(now, china), viewer: rep }, withClaim(claim));

  it('has a limit for the day where the policy gives one, and what was seen today is free', () => {
    expect(look(99, false, {})).toEqual({ ok: true });
    expect(look(2, false, { viewsPerDay: 3 })).toEqual({ ok: true });
    expect(look(3, false, { viewsPerDay: 3 })).toEqual({ ok: false, rule: 'views-per-day', limit: 3, allowedAt: at('2026-03-25T16:00:00Z') });
    expect(look(3, true, { viewsPerDay: 3 })).toEqual({ ok: true });
    expect(look(3, false, { viewsPerDay: 3, exempt: { roles: ['sales-rep'], people: [] } })).toEqual({ ok: true });
  });
});
