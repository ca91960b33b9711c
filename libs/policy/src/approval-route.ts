import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import { addWorkingDays, addWorkingTime } from '@throughline/calendar/working-time';
import { defineErrors } from '@throughline/errors/throughline-error';
import type { ApprovalLeg, ApprovalPolicy } from './approval-policy';
import { holds } from './approval-policy';
import type { People } from './people';
import { inRole, lineAbove } from './people';
import type { Because } from './policy-document';

export const routeErrors = defineErrors('approval', {
  nobody_to_ask: {
    family: 'user',
    status: 409,
    title: 'There is nobody to ask',
    situation: 'Neither the rule nor its fallback role names anybody but the requester.',
    action: 'Have an administrator give somebody the role, then ask again.',
  },
});

export interface ApprovalRequest {
  requesterId: string;
  /** What the conditions test, decimals as text: `{ percent: '12', amount: '184000.00' }`. */
  fields: Readonly<Record<string, string>>;
}

/** One leg of a request's route. Plain JSON: it is stored with the request and is not computed again. */
export interface RoutedLeg {
  key: string;
  label: string;
  /** Any one of them decides. Never the requester. */
  potentialOwners: string[];
  why: string;
  fallback: boolean;
  dueWorkingHours: number;
  remindAfterWorkingHours: number;
  escalateAfterWorkingHours: number;
  escalateTo: ApprovalLeg['escalateTo'];
}

/**
 * The legs that a request must pass, in turn, with the people to ask.
 * @throws approval.nobody_to_ask
 */
export function route(request: ApprovalRequest, policy: ApprovalPolicy, people: People): RoutedLeg[] {
  return policy.legs
    .filter((leg) => holds(leg.when, request.fields))
    .map((leg) => ({
      key: leg.key,
      label: leg.label,
      ...whoIsAsked(leg, request, policy, people),
      dueWorkingHours: leg.dueWorkingHours,
      remindAfterWorkingHours: leg.remindAfterWorkingHours,
      escalateAfterWorkingHours: leg.escalateAfterWorkingHours,
      escalateTo: leg.escalateTo,
    }));
}

function whoIsAsked(leg: ApprovalLeg, { requesterId }: ApprovalRequest, policy: ApprovalPolicy, people: People): Pick<RoutedLeg, 'potentialOwners' | 'why' | 'fallback'> {
  const found = namedBy(leg, requesterId, people);
  const others = found.ids.filter((id) => id !== requesterId);
  if (others.length > 0) return { potentialOwners: others, why: found.why, fallback: false };
  const fallback = fallbackOwners(policy, people, [requesterId]);
  if (fallback.length === 0) throw routeErrors.nobody_to_ask({ field: leg.key });
  return { potentialOwners: fallback, why: `${policy.fallbackRole}, because nobody else is found for "${found.why}"`, fallback: true };
}

function namedBy(leg: ApprovalLeg, requesterId: string, people: People): { ids: string[]; why: string } {
  switch (leg.approver.by) {
    case 'manager-of-requester': {
      const [manager] = lineAbove(people, requesterId);
      return { ids: manager ? [manager.id] : [], why: 'manager of the requester' };
    }
    case 'role': {
      const { role } = leg.approver;
      return { ids: inRole(people, role).map(({ id }) => id), why: `role ${role}` };
    }
    case 'person': {
      const { personId } = leg.approver;
      return { ids: people.some(({ id }) => id === personId) ? [personId] : [], why: 'named by the policy' };
    }
  }
}

function fallbackOwners(policy: ApprovalPolicy, people: People, without: readonly string[]): string[] {
  return inRole(people, policy.fallbackRole)
    .map(({ id }) => id)
    .filter((id) => !without.includes(id));
}

export type LegOutcome = 'approved' | 'rejected' | 'returned' | 'lapsed';
export type NextLeg = { kind: 'ask'; leg: RoutedLeg; no: number } | { kind: 'concluded'; outcome: 'granted' | 'refused' | 'returned' | 'lapsed' };

/** The leg to ask after the decisions so far: the first that is not approved; any other answer ends the request. */
export function nextLeg(legs: readonly RoutedLeg[], decisions: readonly { legKey: string; outcome: LegOutcome }[]): NextLeg {
  for (const [index, leg] of legs.entries()) {
    const decision = decisions.find(({ legKey }) => legKey === leg.key);
    if (!decision) return { kind: 'ask', leg, no: index + 1 };
    if (decision.outcome === 'rejected') return { kind: 'concluded', outcome: 'refused' };
    if (decision.outcome !== 'approved') return { kind: 'concluded', outcome: decision.outcome };
  }
  return { kind: 'concluded', outcome: 'granted' };
}

/**
 * Who is asked in addition when a leg stays silent: the next manager up the line of those asked who is neither among them nor the requester; where
 * the line ends, the fallback role. Empty when there is nobody left: then the leg can only lapse.
 */
export function escalationOwners(leg: RoutedLeg, askedIds: readonly string[], requesterId: string, policy: ApprovalPolicy, people: People): string[] {
  const out = [...askedIds, requesterId];
  if (leg.escalateTo === 'line') {
    const above = askedIds.map((id) => lineAbove(people, id).find((manager) => !out.includes(manager.id))?.id).filter((id) => id !== undefined);
    if (above.length > 0) return [...new Set(above)];
  }
  return fallbackOwners(policy, people, out);
}

export interface LegMoments {
  dueAt: Date;
  remindAt: Date;
  escalateAt: Date;
  lapseAt: Date;
}

/** The moments of a leg that was asked at `askedAt`: working hours, and working days for the lapse. */
export function legMoments(askedAt: Date, leg: RoutedLeg, policy: ApprovalPolicy, calendar: WorkingCalendar): LegMoments {
  const after = (hours: number): Date => addWorkingTime(calendar, askedAt, `PT${hours}H`);
  return {
    dueAt: after(leg.dueWorkingHours),
    remindAt: after(leg.remindAfterWorkingHours),
    escalateAt: after(leg.escalateAfterWorkingHours),
    lapseAt: addWorkingDays(calendar, askedAt, policy.lapseAfterWorkingDays),
  };
}

export interface ApprovalMoment {
  kind: 'remind' | 'escalate' | 'lapse';
  at: Date;
  because: Because;
}

/** What comes next for a silent leg. Missed steps still come in order. */
export function nextApprovalMoment(
  facts: { askedAt: Date; leg: RoutedLeg; done: readonly ApprovalMoment['kind'][] },
  policy: ApprovalPolicy,
  calendar: WorkingCalendar,
): ApprovalMoment {
  const { leg, done } = facts;
  const moments = legMoments(facts.askedAt, leg, policy, calendar);
  const text = (after: string): string => `${leg.label}: no answer for ${after}`;
  if (!done.includes('remind') && !done.includes('escalate')) {
    return { kind: 'remind', at: moments.remindAt, because: { rule: 'remind', text: text(`${leg.remindAfterWorkingHours} working hours`) } };
  }
  if (!done.includes('escalate')) {
    return { kind: 'escalate', at: moments.escalateAt, because: { rule: 'escalate', text: text(`${leg.escalateAfterWorkingHours} working hours`) } };
  }
  return { kind: 'lapse', at: moments.lapseAt, because: { rule: 'lapse', text: text(`${policy.lapseAfterWorkingDays} working days`) } };
}
