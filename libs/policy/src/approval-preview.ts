import type { LadderVerb, LegMode, RoutedLeg } from './approval-leg';
import { idsOf } from './approval-leg';
import { dueAt, ladderMoments, type CalendarsOfAsked } from './approval-moments';
import type { ApprovalPolicy } from './approval-policy';
import { copiesOf, escalationOwners, route, type ApprovalRequest } from './approval-route';
import type { People } from './people';
import { settle, type Matter, type Presence } from './stand-ins';

export interface Named {
  id: string;
  name: string;
}

export interface PreviewedLeg {
  key: string;
  label: string;
  step: number;
  mode: LegMode;
  /** In turn, in this order. */
  people: (Named & { standsInFor?: Named })[];
  why: string;
  skipped: string | null;
  /** At the latest: if whoever is asked before answers when it is due. Null where nobody is asked. */
  askedAt: Date | null;
  dueAt: Date | null;
  /** For whoever is asked first. */
  onSilence: { do: LadderVerb; at: Date }[];
  requires: RoutedLeg['requires'];
  tested: Record<string, string>;
}

export interface RoutePreview {
  legs: PreviewedLeg[];
  /** When the answer is there if everybody gives his when it is due; null: nobody is asked, so it is there at once. */
  answeredBy: Date | null;
  copies: { requested: Named[]; concluded: Named[] };
}

export interface PreviewFacts {
  policy: ApprovalPolicy;
  people: People;
  calendarsOf: (personIds: readonly string[]) => CalendarsOfAsked;
  /** At the moment of the preview: who is away later is not foreseen. */
  presence: Omit<Presence, 'notBy'>;
  amount: Matter['amount'];
  /** A route that was computed otherwise, such as that of a changed request. */
  legs?: readonly RoutedLeg[];
}

/**
 * Whom a request would be put before, with names and times, before it is made. Nothing is written.
 * @throws approval.nobody_to_ask, approval.choice_missing, approval.choice_not_allowed
 */
export function previewRoute(request: ApprovalRequest, facts: PreviewFacts): RoutePreview {
  const { policy, people, presence } = facts;
  const legs = facts.legs ?? route(request, policy, people);
  let [step, begins, ends] = [legs[0]?.step ?? 0, presence.now, presence.now];
  const previewed = legs.map((leg) => {
    if (leg.step !== step) [step, begins] = [leg.step, ends];
    const shown = previewedLeg(leg, begins, request, facts);
    if (shown.dueAt && shown.dueAt > ends) ends = shown.dueAt;
    return shown;
  });
  const copies = (on: 'requested' | 'concluded') => copiesOf(on, request, policy, people).map((id) => named(id, people));
  return { legs: previewed, answeredBy: ends > presence.now ? ends : null, copies: { requested: copies('requested'), concluded: copies('concluded') } };
}

function previewedLeg(leg: RoutedLeg, begins: Date, request: ApprovalRequest, facts: PreviewFacts): PreviewedLeg {
  const { key, label, step, mode, why, requires, tested } = leg;
  const shown = { key, label, step, mode, why, requires, tested };
  if (leg.skipped) return { ...shown, people: [], skipped: leg.skipped.why, askedAt: null, dueAt: null, onSilence: [] };
  const seats = present(leg, request, facts);
  const calendars = seats.map((seat) => facts.calendarsOf(seat.map(({ id }) => id)));
  // One after another each has the whole time.
  const due = mode.kind === 'in-turn' ? calendars.reduce((before, turn) => dueAt(before, leg, turn), begins) : dueAt(begins, leg, calendars.flat());
  return {
    ...shown,
    people: seats.flat(),
    skipped: null,
    askedAt: begins,
    dueAt: due,
    onSilence: ladderMoments(begins, leg, calendars[0]!).map((moment) => ({ do: moment.do, at: moment.at })),
  };
}

/** Who would be asked at this moment, for each seat: for those who are away their stand-ins, or whoever is above. */
function present(leg: RoutedLeg, request: ApprovalRequest, { policy, people, presence, amount }: PreviewFacts): PreviewedLeg['people'][] {
  const seats = leg.mode.kind === 'any' ? [idsOf(leg)] : idsOf(leg).map((id) => [id]);
  const whole = { ...presence, notBy: [request.requesterId] };
  return seats.map((ids) => {
    const above = (tried: string[]) => escalationOwners(leg, tried, request, policy, people);
    const { asked } = settle({ asked: ids.map((id) => ({ id })), away: [] }, { kind: policy.subject, amount }, whole, above);
    return asked.map(({ id, standsInFor }) => ({ ...named(id, people), ...(standsInFor !== undefined && { standsInFor: named(standsInFor, people) }) }));
  });
}

const named = (id: string, people: People): Named => ({ id, name: people.find((one) => one.id === id)?.name ?? 'somebody who has left' });
