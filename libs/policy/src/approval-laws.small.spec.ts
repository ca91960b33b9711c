import fc from 'fast-check';
import { ladderVerbs } from './approval-ladder';
import { idsOf, type RoutedLeg } from './approval-leg';
import { nextLegs, requestOutcome, type LoggedDecision, type OpenSeat } from './approval-outcome';
import { approvalPolicySchema, type ApprovalPolicy } from './approval-policy';
import { escalationOwners, route, type ApprovalRequest } from './approval-route';
import type { PolicyPerson } from './people';
import { settle, type Presence } from './stand-ins';

const ids = Array.from({ length: 9 }, (_, n) => `0199d000-0000-4000-8000-00000000000${n + 1}`);
const roles = ['sales-manager', 'finance', 'sales-head', 'legal'];
const anybody = fc.constantFrom(...ids);
const header = { kind: 'approval', id: 'any', version: 1, effectiveFrom: '2026-01-01', author: 'a test', reason: 'a test', subject: 'any' };

/** Managers, roles, units and groups at random: circles, empty roles and units without a head among them. There are always two heads of sales. */
const company = fc
  .array(fc.record({ managerId: fc.option(anybody), roles: fc.subarray(roles), unitPath: fc.constantFrom('1.', '1.1.', '1.1.2.', '1.2.'), groups: fc.subarray(['board', 'pricing']) }), { minLength: 9, maxLength: 9 })
  .map((people): PolicyPerson[] => people.map((one, n) => ({ ...one, id: ids[n]!, name: `P${n}`, roles: n < 2 ? [...one.roles, 'sales-head'] : one.roles })));

const decimal = fc.integer({ min: 0, max: 40 }).map((n) => (n / 2).toFixed(1));
const op = fc.constantFrom('>', '>=', '<', '<=', '=', '!=');
const { condition } = fc.letrec((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constant({ always: true }),
    fc.record({ field: fc.constantFrom('percent', 'amount', 'missing'), op, value: decimal }),
    fc.record({ field: fc.constant('region'), in: fc.subarray(['north', 'east'], { minLength: 1 }) }),
    fc.record({ aggregate: fc.constantFrom('sum', 'max', 'min', 'count'), of: fc.constant('percent'), op, value: decimal }),
    fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ not: tie('condition') }),
  ),
}));
const approver = fc.oneof(
  fc.constant({ by: 'manager-of-requester' }),
  fc.record({ by: fc.constant('role'), role: fc.constantFrom(...roles, 'nobody-has-it') }),
  fc.record({ by: fc.constant('person'), personId: anybody }),
  fc.record({ by: fc.constant('role-in-unit'), role: fc.constantFrom(...roles) }),
  fc.constant({ by: 'head-of-unit' }),
  fc.record({ by: fc.constant('managers'), upTo: fc.integer({ min: 1, max: 4 }) }),
  fc.constant({ by: 'managers', upToAmount: { field: 'amount', limits: { 'sales-manager': '5', 'sales-head': '100' } } }),
  fc.record({ by: fc.constant('group'), group: fc.constantFrom('board', 'nobody-is-in-it') }),
  fc.constant({ by: 'chosen', role: 'finance', atLeast: 1, atMost: 3 }),
);
const ladder = fc.array(fc.constantFrom(...ladderVerbs.slice(0, 3)), { maxLength: 3 }).chain((climbs) =>
  fc.constantFrom('approve', 'reject', 'lapse').map((end) => [...climbs, end].map((verb, n) => ({ afterWorkingHours: (n + 1) * 4, do: verb }))),
);
const mode = fc.oneof(fc.constant(undefined), fc.constantFrom('any', 'all', 'in-turn'), fc.record({ quorum: fc.integer({ min: 1, max: 3 }) }), fc.record({ ratio: fc.integer({ min: 1, max: 100 }) }));
const legs = fc
  .array(
    fc.record({
      when: condition, approver, mode, ladder, step: fc.integer({ min: 1, max: 3 }), dueWorkingHours: fc.constant(8),
      ifNobody: fc.constantFrom('fallback', 'skip', 'refuse'), ifRequester: fc.constantFrom('fallback', 'skip', 'manager'),
      ifRepeated: fc.constantFrom('others', 'once-first', 'once-last', 'every-time'),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((some) => some.map(({ mode: how, ...leg }, n) => ({ ...leg, key: 'abcd'[n]!, label: `Leg ${n}`, ...(how && { mode: within(how, leg.approver) }) })));
/** No more than the rule can find: more would be refused with the policy. */
function within(how: string | { quorum?: number } | { ratio: number }, { by, upTo = 9 }: { by: string; upTo?: number }): typeof how {
  const most = by === 'person' || by === 'manager-of-requester' ? 1 : by === 'managers' ? upTo : 9;
  return typeof how === 'object' && 'quorum' in how && how.quorum !== undefined ? { quorum: Math.min(how.quorum, most) } : how;
}
const policies = legs.map((some) => approvalPolicySchema.parse({ ...header, legs: some, fallbackRole: 'sales-head' }));

const requests = fc.record({
  requesterId: anybody,
  fields: fc.record({ percent: decimal, amount: decimal, region: fc.constantFrom('north', 'west') }),
  lines: fc.array(fc.record({ percent: decimal }), { maxLength: 3 }),
  chosen: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.uniqueArray(anybody, { maxLength: 3 })),
});
/** Away, and for whom somebody stands in, circles included. */
const presences = fc.record({ away: fc.subarray(ids, { maxLength: 6 }), standIns: fc.array(fc.tuple(anybody, anybody), { maxLength: 5 }) });
/** Which of the open tasks is answered next, by which of those asked, and how; `late` also by somebody whose word comes too late. */
const moves = fc.array(
  fc.record({ pick: fc.nat(), who: fc.nat(), outcome: fc.constantFrom('approved', 'approved', 'approved', 'approved', 'rejected', 'returned', 'silence'), toStep: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }) }),
  { minLength: 0, maxLength: 25 },
);

interface Played {
  legs: RoutedLeg[];
  log: LoggedDecision[];
}

function routed(request: ApprovalRequest, policy: ApprovalPolicy, people: PolicyPerson[]): RoutedLeg[] | undefined {
  try {
    return route(request, policy, people);
  } catch (error) {
    expect(error).toMatchObject({ code: expect.stringMatching(/^approval\.(nobody_to_ask|choice_missing|choice_not_allowed)$/) });
    return undefined;
  }
}

describe('a thousand policies and histories', () => {
  it('law: every request ends in exactly one outcome, nobody decides his own, no absent approver blocks, no decision is lost, and the log alone replays to the same outcome', () => {
    fc.assert(
      fc.property(company, policies, requests, presences, moves, (people, policy, request, { away, standIns }, steps) => {
        const all = routed(request, policy, people);
        if (!all) return;
        const presence: Presence = {
          now: new Date(0),
          isHere: (id) => !away.includes(id),
          standIns: standIns.map(([personId, standInId]) => ({ personId, standInId, from: new Date(0), to: new Date(1), kinds: [], upTo: null })),
          notBy: [request.requesterId],
        };
        const { legs: path, log } = play(all, request, policy, people, presence, steps);
        const outcome = requestOutcome(path, log);
        expect(outcome).toMatch(/^(granted|refused|returned|lapsed)$/);

        // The log alone, read back from where it is stored, says the same at every point: open until one decision, then that outcome for ever.
        const stored = JSON.parse(JSON.stringify({ path, log })) as { path: RoutedLeg[]; log: LoggedDecision[] };
        const ends = log.map((_, n) => requestOutcome(stored.path, stored.log.slice(0, n + 1)));
        const first = ends.findIndex((one) => one !== undefined);
        expect(ends.slice(0, Math.max(first, 0)).every((one) => one === undefined)).toBe(true);
        if (first >= 0) expect(new Set(ends.slice(first))).toEqual(new Set([outcome]));

        expect(log.every(({ by }) => by !== request.requesterId)).toBe(true);
        expect(path.flatMap(idsOf)).not.toContain(request.requesterId);
        // Whoever answers later changes nothing.
        const late = path.flatMap((leg) => idsOf(leg).map((id): LoggedDecision => ({ legKey: leg.key, seat: id, by: id, outcome: 'rejected' })));
        expect(requestOutcome(path, [...log, ...late])).toBe(outcome);
      }),
      { numRuns: 1_000, seed: 20260323 },
    );
  });
});

/** Plays a request to its end: tasks are put before whoever is here, answered as `steps` say, and by yes when these are used up. */
function play(path: RoutedLeg[], request: ApprovalRequest, policy: ApprovalPolicy, people: PolicyPerson[], presence: Presence, steps: { pick: number; who: number; outcome: string; toStep: number | undefined }[]): Played {
  const log: LoggedDecision[] = [];
  for (let n = 0; ; n += 1) {
    expect(n).toBeLessThan(200);
    const next = nextLegs(path, log);
    if (next.kind === 'concluded') return { legs: path, log };
    // Every open leg has somebody to answer it: nothing stands still.
    for (const { seats } of next.legs) expect(seats.length).toBeGreaterThan(0);
    const open = next.legs.flatMap(({ leg, seats }) => seats.map((seat) => ({ leg, seat })));
    const { pick = 0, who = 0, outcome = 'approved', toStep } = steps[n] ?? {};
    const { leg, seat } = open[pick % open.length]!;
    if (outcome === 'silence') log.push({ legKey: leg.key, seat: seat.seat, by: null, outcome: silent(leg) });
    else {
      const asked = whoIsHere(leg, seat, request, policy, people, presence);
      const counted = log.length;
      log.push({ legKey: leg.key, seat: seat.seat, by: asked[who % asked.length]!, outcome: outcome as LoggedDecision['outcome'], ...(outcome === 'returned' && toStep !== undefined && { toStep }) });
      expect(log).toHaveLength(counted + 1);
    }
    // It counted: the task is not asked again in this round, unless it was sent back.
    const after = nextLegs(path, log);
    const sentBack = outcome === 'returned' && toStep !== undefined;
    if (after.kind === 'ask' && !sentBack) expect(after.legs.some((one) => one.leg.key === leg.key && one.seats.some((other) => other.seat === seat.seat))).toBe(false);
  }
}

function silent(leg: RoutedLeg): LoggedDecision['outcome'] {
  const verb = leg.ladder.at(-1)!.do;
  return verb === 'approve' ? 'approved' : verb === 'reject' ? 'rejected' : 'lapsed';
}

function whoIsHere(leg: RoutedLeg, seat: OpenSeat, request: ApprovalRequest, policy: ApprovalPolicy, people: PolicyPerson[], presence: Presence): string[] {
  const here = { ...presence, notBy: [request.requesterId, ...seat.notBy] };
  const above = (tried: string[]) => escalationOwners(leg, tried, request, policy, people, 'manager', here.notBy);
  const { asked } = settle({ asked: seat.asked.map((id) => ({ id })), away: [] }, { kind: policy.subject, amount: null }, here, above);
  expect(asked.length).toBeGreaterThan(0);
  for (const { id } of asked) expect(here.notBy).not.toContain(id);
  // Somebody who is away is asked only where nobody whom the rules lead to is here.
  if (asked.some(({ id }) => !presence.isHere(id))) {
    expect(seat.asked.some(presence.isHere)).toBe(false);
    const heads = people.filter(({ roles: his, id }) => his.includes('sales-head') && !here.notBy.includes(id));
    expect(heads.some(({ id }) => presence.isHere(id))).toBe(false);
  }
  return asked.map(({ id }) => id);
}
