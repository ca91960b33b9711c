import { personStandInNamed, personStandInWithdrawn } from '@throughline/events/directory-events';
import type { MoneyJson } from '@throughline/money/money';
import type { Person } from '../person/person';

/** Who is asked in a person's place while that person is away. */
export interface StandIn {
  id: string;
  personId: string;
  standInId: string;
  from: Date;
  /** The first instant at which it is over. */
  to: Date;
  /** Empty: everything that nobody else is named for. */
  kinds: string[];
  /** The highest amount; null: any. */
  upTo: MoneyJson | null;
}

/** Told of the person who is stood in for, whose version is the one after it. */
export const standInNamedEvent = (person: Person, standIn: StandIn) => personStandInNamed.of(factOf(person, standIn));
export const standInWithdrawnEvent = (person: Person, standIn: StandIn) => personStandInWithdrawn.of(factOf(person, standIn));

function factOf({ id, version, unitPath }: Person, { id: entryId, standInId, from, to, kinds, upTo }: StandIn) {
  const data = { personId: id, entryId, standInId, from: from.toISOString(), to: to.toISOString(), kinds, upTo };
  return { id, version, correlationId: id, orgPath: unitPath, data };
}
