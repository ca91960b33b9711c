import { Decimal } from 'decimal.js';

/**
 * What a stand-in can always be named for: the approvals that services themselves ask for, and the tasks that processes open. Beside these stands every
 * kind of approval that a policy declares.
 */
export const OWN_STAND_IN_KINDS = ['discount', 'extension', 'duplicate', 'contract-review', 'collection'] as const;

/** While `personId` is away, `standInId` is asked in his place: from `from` until before `to`. */
export interface StandIn {
  personId: string;
  standInId: string;
  from: Date;
  to: Date;
  /** Empty: everything that no other stand-in of this person is named for. */
  kinds: readonly string[];
  /** The highest amount he may answer for; null: any. */
  upTo: { amount: string; currency: string } | null;
}

/** What is asked. */
export interface Matter {
  kind: string;
  /** Null where the matter has none: no limit is exceeded then. */
  amount: { amount: string; currency: string } | null;
}

export interface Presence {
  now: Date;
  /** With us, and not away at this moment. */
  isHere: (personId: string) => boolean;
  standIns: readonly StandIn[];
  /** Four eyes: never asked, by whatever way. */
  notBy: readonly string[];
}

/** Somebody who is asked, and for whom; `standsInFor` absent: for himself. */
export interface Asked {
  id: string;
  standsInFor?: string;
}

/** Who is asked at present, and who would be and is away. */
export interface AskedNow {
  asked: readonly Asked[];
  away: readonly string[];
}

export interface Settled {
  asked: Asked[];
  away: string[];
  /** Who was away and is asked again. */
  back: string[];
  /** Who is not there, and who is asked instead of him; nobody where the others are enough. */
  moves: { from: string; to: string[]; because: 'is away' | 'stands in no more' }[];
  /** Neither those who were asked nor a stand-in of theirs is there: who is asked now is from above. */
  climbed: boolean;
}

/**
 * Who is asked at this moment. Whoever is asked for somebody whose stand-in he is no more, because its time is over or it was taken back, is asked no longer. For who is away: his stand-in for such a matter, and where that one is away too, his, as far as somebody who is here. Where
 * that leads to nobody, the others are asked; where there are none, whoever is above. Who is back is asked in addition. Where nobody at all is here nothing
 * changes: those who were asked come back. Settled again, at the same moment, nothing changes either.
 * @param above the next ones up from those given; none of these; empty at the end of the line
 */
export function settle(now: AskedNow, matter: Matter, presence: Presence, above: (tried: string[]) => string[]): Settled {
  const { isHere, notBy } = presence;
  const back = now.away.filter((id) => isHere(id) && !notBy.includes(id) && !now.asked.some((one) => one.id === id));
  const gone = now.asked.filter(({ id }) => !isHere(id));
  const ended = now.asked.filter((one) => isHere(one.id) && one.standsInFor !== undefined && !stillStandsIn(one.id, one.standsInFor, matter, presence));
  const away = [...new Set([...now.away.filter((id) => !isHere(id)), ...gone.map(({ id }) => id)])];
  const here: Asked[] = [...now.asked.filter((one) => isHere(one.id) && !ended.includes(one)), ...back.map((id) => ({ id }))];
  const moves = new Map<string, string[]>([...gone, ...ended].map(({ id }) => [id, []]));
  for (const id of away) {
    const origin = gone.find((one) => one.id === id)?.standsInFor ?? id;
    if (here.some((one) => one.standsInFor === origin)) continue;
    const found = standInFor(id, matter, presence);
    if (found === undefined || here.some((one) => one.id === found)) continue;
    here.push({ id: found, standsInFor: origin });
    moves.set(id, [found]);
  }
  const told = (to: string[] = []): Settled['moves'] =>
    [...moves].map(([from, instead]) => ({ from, to: [...instead, ...to], because: ended.some(({ id }) => id === from) ? 'stands in no more' : 'is away' }));
  if (here.length > 0) return { asked: here, away, back, moves: told(), climbed: false };
  const tried = [...new Set([...away, ...ended.flatMap(({ standsInFor }) => standsInFor ?? [])])];
  const found = firstAbove(tried, matter, presence, above);
  if (found.length === 0) return { asked: [...now.asked], away: [...now.away], back: [], moves: [], climbed: false };
  return { asked: found, away, back: [], moves: told(found.map(({ id }) => id)), climbed: true };
}

function firstAbove(away: readonly string[], matter: Matter, presence: Presence, above: (tried: string[]) => string[]): Asked[] {
  for (let tried = [...away]; ; ) {
    const next = above(tried).filter((id) => !tried.includes(id) && !presence.notBy.includes(id));
    if (next.length === 0) return [];
    const found: Asked[] = next.filter(presence.isHere).map((id) => ({ id }));
    for (const id of next.filter((one) => !presence.isHere(one))) {
      const instead = standInFor(id, matter, presence);
      if (instead !== undefined && !found.some((one) => one.id === instead)) found.push({ id: instead, standsInFor: id });
    }
    if (found.length > 0) return found;
    tried = [...tried, ...next];
  }
}

/** Whether the chain of stand-ins of somebody leads to another, whoever of them is here. */
function stillStandsIn(id: string, of: string, matter: Matter, presence: Presence): boolean {
  const passed = [of];
  for (let at = namedFor(of, matter, presence); at !== undefined && !passed.includes(at); at = namedFor(at, matter, presence)) {
    if (at === id) return true;
    passed.push(at);
  }
  return false;
}

/** The first on the chain of stand-ins who is here. Undefined where it ends, leads back, exceeds a limit, or comes to somebody kept out by four eyes. */
export function standInFor(personId: string, matter: Matter, presence: Presence): string | undefined {
  const passed = [personId];
  for (let at = personId; ; ) {
    const next = namedFor(at, matter, presence);
    if (next === undefined || passed.includes(next) || presence.notBy.includes(next)) return undefined;
    if (presence.isHere(next)) return next;
    passed.push(next);
    at = next;
  }
}

/** Who is named for just this kind comes before who is named for everything. */
function namedFor(personId: string, { kind, amount }: Matter, { now, standIns }: Presence): string | undefined {
  const valid = standIns.filter((one) => one.personId === personId && one.from <= now && one.to > now);
  const named = valid.find(({ kinds }) => kinds.includes(kind)) ?? valid.find(({ kinds }) => kinds.length === 0);
  return named && within(amount, named.upTo) ? named.standInId : undefined;
}

/** An amount in another currency than the limit's is above it: nobody has said what it is worth. */
function within(amount: Matter['amount'], upTo: StandIn['upTo']): boolean {
  if (upTo === null || amount === null) return true;
  return amount.currency === upTo.currency && new Decimal(amount.amount).lte(upTo.amount);
}
