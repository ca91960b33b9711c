import { defineErrors } from '@throughline/errors/throughline-error';
import type { Approver } from './approval-approver';
import type { Fields } from './approval-condition';
import { holds } from './approval-condition';
import type { Found, Requesting } from './approval-finders';
import { findApprovers } from './approval-finders';
import type { LegMode, RoutedLeg } from './approval-leg';
import { idsOf, ladderOf, modeOf } from './approval-leg';
import { neededYes } from './approval-outcome';
import type { ApprovalLeg, ApprovalPolicy } from './approval-policy';
import { testedOf } from './approval-tested';
import type { People } from './people';
import { inRole, lineAbove } from './people';

export const routeErrors = defineErrors('approval', {
  nobody_to_ask: {
    family: 'user',
    status: 409,
    title: 'There is nobody to ask',
    situation: 'Neither the rule nor its fallback role names anybody but the requester.',
    action: 'Have an administrator give somebody the role, then ask again.',
  },
});

/** Fields and lines are what the conditions test, decimals as text: `{ percent: '12', amount: '184000.00' }`. */
export interface ApprovalRequest extends Requesting {
  lines?: readonly Fields[] | undefined;
}

/**
 * The legs that a request must pass, in the order of their steps, with the people to ask. None: nobody has to agree.
 * @throws approval.nobody_to_ask, approval.choice_missing, approval.choice_not_allowed
 */
export function route(request: ApprovalRequest, policy: ApprovalPolicy, people: People): RoutedLeg[] {
  if (!holds(policy.when, request)) return [];
  const legs = policy.legs.flatMap((leg, at) => (holds(leg.when, request) ? [routedLeg(leg, at, request, policy, people)] : []));
  return onceInTheLast(legs.sort((a, b) => a.step - b.step));
}

function routedLeg(leg: ApprovalLeg, at: number, request: ApprovalRequest, policy: ApprovalPolicy, people: People): RoutedLeg {
  const { ids, why, fallback, mode, skipped } = whoIsAsked(leg, request, policy, people);
  return {
    key: leg.key,
    label: leg.label,
    step: leg.step ?? at + 1,
    mode,
    approvers: ids.map((id) => ({ id, why })),
    why,
    fallback,
    ifRepeated: leg.ifRepeated,
    requires: leg.requires,
    mayEdit: leg.mayEdit,
    dueWorkingHours: leg.dueWorkingHours,
    ladder: ladderOf(leg, policy),
    copies: namedBy(leg.copies, request, people, leg.key),
    ...testedOf(leg, request),
    ...(skipped && { skipped }),
  };
}

interface Asked extends Found {
  fallback: boolean;
  mode: LegMode;
  skipped?: { why: string };
}

function whoIsAsked(leg: ApprovalLeg, request: ApprovalRequest, policy: ApprovalPolicy, people: People): Asked {
  const { requesterId } = request;
  const mode = modeOf(leg);
  const found = findApprovers(leg.approver, request, people, leg.key);
  const himself = found.ids.includes(requesterId);
  const ids = withoutRequester(found.ids, leg.ifRequester === 'manager' && himself ? lineAbove(people, requesterId)[0]?.id : undefined, requesterId, mode);
  const why = found.why;
  const enough = mode.kind === 'quorum' ? ids.length >= mode.of : ids.length > 0;
  if (enough) return { ids, why, fallback: false, mode };
  if (ids.length === 0 && himself && leg.ifRequester === 'skip') return { ids: [], why, fallback: false, mode, skipped: { why: `"${why}" is the requester himself` } };
  if (leg.ifNobody === 'skip' && !himself) return ids.length > 0 ? { ids, why, fallback: false, mode } : { ids, why, fallback: false, mode, skipped: { why: `nobody is found for "${why}"` } };
  if (leg.ifNobody === 'refuse') throw routeErrors.nobody_to_ask({ field: leg.key, detail: `Nobody is found for "${why}".` });
  const fallback = fallbackOwners(policy, people, [requesterId, ...ids]);
  if (ids.length === 0 && fallback.length === 0) throw routeErrors.nobody_to_ask({ field: leg.key });
  const because = `${policy.fallbackRole}, because ${ids.length > 0 ? 'too few are' : 'nobody else is'} found for "${why}"`;
  // Of those who stand in for nobody in particular one is enough; beside others they count as what is missing of the quorum.
  return ids.length > 0 ? { ids: [...ids, ...fallback], why: because, fallback: true, mode } : { ids: fallback, why: because, fallback: true, mode: { kind: 'any' } };
}

/** His manager takes his place where everybody's word counts, or where nobody else is there. */
function withoutRequester(ids: readonly string[], manager: string | undefined, requesterId: string, mode: LegMode): string[] {
  const others = ids.filter((id) => id !== requesterId);
  if (manager === undefined || others.includes(manager) || (mode.kind === 'any' && others.length > 0)) return others;
  return ids.map((id) => (id === requesterId ? manager : id));
}

/** Who is asked once only, and last, leaves the legs before; a leg that nobody else is asked in is skipped. */
function onceInTheLast(legs: RoutedLeg[]): RoutedLeg[] {
  return legs.map((leg) => {
    if (leg.ifRepeated !== 'once-last') return leg;
    const later = legs.filter((one) => one.step > leg.step).flatMap(idsOf);
    const approvers = leg.approvers.filter(({ id }) => !later.includes(id));
    if (approvers.length === leg.approvers.length || leg.skipped) return leg;
    if (approvers.length === 0) return { ...leg, approvers, skipped: { why: 'all of them are asked in a later leg' } };
    // Those who are left, and those who answer later, are as many as before: the number that is needed falls by who is gone.
    const gone = leg.approvers.length - approvers.length;
    const needed = neededYes(leg.mode, leg.approvers.length) - gone;
    const mode: LegMode = leg.mode.kind === 'quorum' || leg.mode.kind === 'ratio' ? { kind: 'quorum', of: Math.max(1, needed) } : leg.mode;
    return { ...leg, approvers, mode };
  });
}

/** Whoever is named by any of these, but the requester. */
function namedBy(approvers: readonly Approver[], request: ApprovalRequest, people: People, leg: string): string[] {
  const ids = approvers.flatMap((one) => findApprovers(one, request, people, leg).ids);
  return [...new Set(ids)].filter((id) => id !== request.requesterId);
}

/** Who is told of a request when it is made, or when it is concluded. */
export function copiesOf(on: 'requested' | 'concluded', request: ApprovalRequest, policy: ApprovalPolicy, people: People): string[] {
  return namedBy(policy.copies.filter((one) => one.on === on).map(({ to }) => to), request, people, '');
}

function fallbackOwners(policy: ApprovalPolicy, people: People, without: readonly string[]): string[] {
  return inRole(people, policy.fallbackRole)
    .map(({ id }) => id)
    .filter((id) => !without.includes(id));
}

/**
 * Who is asked in addition when those asked stay silent or are gone: the next manager up the line of each who is neither among them nor the requester, or
 * the alternate of the leg; where there is none, the fallback role. Empty when there is nobody left: then the leg can only end by its ladder.
 * @param verb not given: as the ladder of the leg climbs first
 * @param notBy whom four eyes keep out beside the requester
 */
export function escalationOwners(
  leg: Pick<RoutedLeg, 'key' | 'ladder'>,
  askedIds: readonly string[],
  request: string | ApprovalRequest,
  policy: ApprovalPolicy,
  people: People,
  verb: 'manager' | 'alternate' = firstClimb(leg),
  notBy: readonly string[] = [],
): string[] {
  const asking: ApprovalRequest = typeof request === 'string' ? { requesterId: request, fields: {} } : request;
  const out = [...askedIds, ...notBy, asking.requesterId];
  const named = verb === 'manager' ? nextManagers(askedIds, out, people) : alternates(leg.key, asking, policy, people).filter((id) => !out.includes(id));
  return named.length > 0 ? [...new Set(named)] : fallbackOwners(policy, people, out);
}

const firstClimb = ({ ladder }: Pick<RoutedLeg, 'ladder'>) => (ladder.find((step) => step.do === 'manager' || step.do === 'alternate')?.do === 'alternate' ? 'alternate' : 'manager');

function nextManagers(askedIds: readonly string[], out: readonly string[], people: People): string[] {
  return askedIds.map((id) => lineAbove(people, id).find((manager) => !out.includes(manager.id))?.id).filter((id) => id !== undefined);
}

function alternates(key: string, request: ApprovalRequest, policy: ApprovalPolicy, people: People): string[] {
  const alternate = policy.legs.find((leg) => leg.key === key)?.alternate;
  return alternate ? findApprovers(alternate, request, people, key).ids : [];
}
