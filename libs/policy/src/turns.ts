/** Somebody's place in a ring of people who take turns. */
export interface Seat {
  personId: string;
  /** Turns that count for him. Whoever comes back from an absence is lifted to the others: he does not catch up. */
  turns: number;
  /** Number of the turn that he had last in this ring; 0: none yet. */
  last: number;
}
/** People who take turns, as stored: written under its lock, so a restart goes on where it stopped. */
export interface Ring {
  key: string;
  /** Turns dealt so far. */
  dealt: number;
  /** Turns that nobody present is behind any more. */
  floor: number;
  seats: Map<string, Seat>;
}

export const newRing = (key: string): Ring => ({ key, dealt: 0, floor: 0, seats: new Map() });

/**
 * People in the order of their turns: who has had fewer, who has waited longer, and among those who never had one an order that differs from ring to
 * ring, so that it is not always the same person who gets the odd lead. Over any number of leads no two people who could have had each of
 * them differ by more than one.
 * @param present everybody who can take a turn at all now; those of them who may take this one are for the caller to choose
 */
export function inTurn(ring: Ring, present: readonly string[]): string[] {
  lift(ring, present);
  const seats = present.map((personId) => ({ seat: seatOf(ring, personId), lot: lot(ring.key, personId) }));
  seats.sort((a, b) => a.seat.turns - b.seat.turns || a.seat.last - b.seat.last || a.lot - b.lot || (a.seat.personId < b.seat.personId ? -1 : 1));
  return seats.map(({ seat }) => seat.personId);
}

/** The turn is taken, also by somebody who then declines. */
export function takeTurn(ring: Ring, personId: string): void {
  const seat = seatOf(ring, personId);
  ring.dealt += 1;
  seat.turns += 1;
  seat.last = ring.dealt;
}

/** Nobody present is further behind than the one of the others who is furthest behind. */
function lift(ring: Ring, present: readonly string[]): void {
  let least = Infinity;
  for (const personId of present) {
    const seat = ring.seats.get(personId);
    if (seat && seat.turns >= ring.floor) least = Math.min(least, seat.turns);
  }
  if (least !== Infinity) ring.floor = least;
  for (const personId of present) {
    const seat = seatOf(ring, personId);
    seat.turns = Math.max(seat.turns, ring.floor);
  }
}

function seatOf(ring: Ring, personId: string): Seat {
  let seat = ring.seats.get(personId);
  if (!seat) ring.seats.set(personId, (seat = { personId, turns: ring.floor, last: 0 }));
  return seat;
}

/** FNV-1a: a lot that is the same on every machine and after every restart. */
function lot(ring: string, personId: string): number {
  let hash = 0x811c9dc5;
  for (const character of `${ring} ${personId}`) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return hash;
}
