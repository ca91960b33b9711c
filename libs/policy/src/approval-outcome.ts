import type { LegMode, RoutedLeg } from './approval-leg';
import { idsOf } from './approval-leg';

export type LegOutcome = 'approved' | 'rejected' | 'returned' | 'lapsed';
export type RequestOutcome = 'granted' | 'refused' | 'returned' | 'lapsed';

/** One answer in the log of a request. The log is in the order in which they came; it alone says how a request stands. */
export interface LoggedDecision {
  legKey: string;
  /** Whose place on the route it fills: the approver's id. Not given where anybody decides. */
  seat?: string | null | undefined;
  /** Who answered; null or not given: silence did, or it does not matter. */
  by?: string | null | undefined;
  outcome: LegOutcome;
  /** Returned to this step: its legs and all after it are asked again. Not given: to the requester, which ends the request. */
  toStep?: number | undefined;
}

/** A task that waits, or is to be opened. */
export interface OpenSeat {
  /** Null where anybody decides. */
  seat: string | null;
  /** Any of them may answer. */
  asked: string[];
  /** Four eyes, beside the requester: who answered before and is not asked again, or has a place of his own. */
  notBy: string[];
}

export interface OpenLeg {
  leg: RoutedLeg;
  /** How often it was asked before: rises with each return to it. */
  round: number;
  seats: OpenSeat[];
}

export type NextLegs = { kind: 'ask'; step: number; legs: OpenLeg[] } | { kind: 'concluded'; outcome: RequestOutcome };

const concludes = { rejected: 'refused', returned: 'returned', lapsed: 'lapsed' } as const;

/** How a leg stands by its answers, in the order in which they came; undefined while it is open. The first that settles it counts, later ones change nothing. */
export function legOutcome(leg: RoutedLeg, answers: readonly LoggedDecision[]): LegOutcome | undefined {
  if (leg.skipped) return 'approved';
  const seats = new Map<string, LegOutcome>();
  if (leg.approvers.length === 0) return undefined;
  for (const [n, answer] of answers.entries()) {
    if (answer.outcome === 'returned') return 'returned';
    if (leg.mode.kind === 'any') return answer.outcome;
    const seat = answer.seat ?? answer.by ?? `${n}`;
    if (!seats.has(seat)) seats.set(seat, answer.outcome);
    const settled = bySeats(leg.mode, leg.approvers.length, [...seats.values()]);
    if (settled) return settled;
  }
  return undefined;
}

function bySeats(mode: LegMode, seats: number, answers: readonly LegOutcome[]): LegOutcome | undefined {
  const count = (outcome: LegOutcome) => answers.filter((one) => one === outcome).length;
  const needed = neededYes(mode, seats);
  if (count('approved') >= needed) return 'approved';
  if (seats - count('rejected') - count('lapsed') >= needed) return undefined;
  return count('rejected') > 0 ? 'rejected' : 'lapsed';
}

/** How many of those asked have to approve. */
export function neededYes(mode: LegMode, seats: number): number {
  switch (mode.kind) {
    case 'any':
      return 1;
    case 'all':
    case 'in-turn':
      return seats;
    case 'quorum':
      return Math.min(mode.of, seats);
    case 'ratio':
      return Math.max(1, Math.ceil((mode.percent * seats) / 100));
  }
}

/** What the log says so far, answer by answer. */
interface Standing {
  answers: Map<string, LoggedDecision[]>;
  rounds: Map<string, number>;
  outcome: RequestOutcome | undefined;
}

function standing(legs: readonly RoutedLeg[], log: readonly LoggedDecision[]): Standing {
  const now: Standing = { answers: new Map(legs.map(({ key }) => [key, []])), rounds: new Map(), outcome: undefined };
  for (const decision of log) {
    const leg = legs.find(({ key }) => key === decision.legKey);
    if (!leg || now.outcome) continue;
    if (decision.outcome === 'returned' && decision.toStep !== undefined) {
      for (const { key } of legs.filter(({ step }) => step >= decision.toStep!)) {
        now.answers.set(key, []);
        now.rounds.set(key, (now.rounds.get(key) ?? 0) + 1);
      }
      continue;
    }
    now.answers.get(leg.key)!.push(decision);
    const outcome = legOutcome(leg, answersOf(leg, legs, now));
    if (outcome && outcome !== 'approved') now.outcome = concludes[outcome];
  }
  return now;
}

/** Where a yes of an earlier leg counts here too, it is among the answers. */
function answersOf(leg: RoutedLeg, legs: readonly RoutedLeg[], { answers }: Standing): LoggedDecision[] {
  const own = answers.get(leg.key)!;
  if (leg.ifRepeated !== 'once-first') return own;
  const earlier = legs.filter(({ step }) => step < leg.step).flatMap(({ key }) => answers.get(key)!);
  const before = idsOf(leg).filter((id) => earlier.some(({ outcome, by, seat }) => outcome === 'approved' && (seat ?? by) === id));
  return [...before.map((id): LoggedDecision => ({ legKey: leg.key, seat: id, by: id, outcome: 'approved' })), ...own];
}

/** How each leg stands, with the answers that count for it: those before a return do not. */
export function legStates(legs: readonly RoutedLeg[], log: readonly LoggedDecision[]): Map<string, { outcome: LegOutcome | undefined; answers: LoggedDecision[] }> {
  const now = standing(legs, log);
  return new Map(
    legs.map((leg) => {
      const answers = answersOf(leg, legs, now);
      return [leg.key, { outcome: legOutcome(leg, answers), answers }];
    }),
  );
}

/** What is to be asked at present: every leg of the lowest step that is not approved yet, each with the tasks that wait; or what the request came to. */
export function nextLegs(legs: readonly RoutedLeg[], log: readonly LoggedDecision[]): NextLegs {
  const now = standing(legs, log);
  if (now.outcome) return { kind: 'concluded', outcome: now.outcome };
  const open = legs.filter((leg) => legOutcome(leg, answersOf(leg, legs, now)) !== 'approved');
  if (open.length === 0) return { kind: 'concluded', outcome: 'granted' };
  const step = Math.min(...open.map((leg) => leg.step));
  const deciders = [...now.answers].flatMap(([, answers]) => answers.flatMap(({ by, outcome }) => (by && outcome === 'approved' ? [by] : [])));
  return {
    kind: 'ask',
    step,
    legs: open.filter((leg) => leg.step === step).map((leg) => ({ leg, round: now.rounds.get(leg.key) ?? 0, seats: openSeats(leg, answersOf(leg, legs, now), deciders) })),
  };
}

function openSeats(leg: RoutedLeg, answers: readonly LoggedDecision[], deciders: readonly string[]): OpenSeat[] {
  const asked = idsOf(leg);
  if (leg.mode.kind === 'any') {
    const others = leg.ifRepeated === 'others' ? asked.filter((id) => !deciders.includes(id)) : asked;
    return [others.length > 0 && leg.ifRepeated === 'others' ? { seat: null, asked: others, notBy: [...new Set(deciders)] } : { seat: null, asked, notBy: [] }];
  }
  const waiting = asked.filter((id) => !answers.some(({ seat, by }) => (seat ?? by) === id));
  // Where so many have to agree, nobody fills two places: not as a stand-in, not as who is handed the task, not from above.
  const others = (id: string) => (leg.mode.kind === 'quorum' || leg.mode.kind === 'ratio' ? asked.filter((other) => other !== id) : []);
  return (leg.mode.kind === 'in-turn' ? waiting.slice(0, 1) : waiting).map((id) => ({ seat: id, asked: [id], notBy: others(id) }));
}

/** What a request came to by its log; undefined while it is open. */
export function requestOutcome(legs: readonly RoutedLeg[], log: readonly LoggedDecision[]): RequestOutcome | undefined {
  const next = nextLegs(legs, log);
  return next.kind === 'concluded' ? next.outcome : undefined;
}

export type NextLeg = { kind: 'ask'; leg: RoutedLeg; no: number } | { kind: 'concluded'; outcome: RequestOutcome };

/** Of legs in turn: the one to ask after the decisions so far; any answer but a yes ends the request. */
export function nextLeg(legs: readonly RoutedLeg[], decisions: readonly LoggedDecision[]): NextLeg {
  const next = nextLegs(legs, decisions);
  if (next.kind === 'concluded') return next;
  const { leg } = next.legs[0]!;
  return { kind: 'ask', leg, no: legs.indexOf(leg) + 1 };
}
