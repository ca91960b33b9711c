import type { Role } from '@throughline/access/principal';
import { personChanged, personJoined } from '@throughline/events/directory-events';

/** A role that a person can have; `system` is nobody's. */
export type PersonRole = Exclude<Role, 'system'>;

export interface Person {
  id: string;
  name: string;
  /** Lower case. */
  email: string;
  position: string;
  roles: PersonRole[];
  unitId: string;
  unitPath: string;
  managerId: string | null;
  /** IANA time zone. */
  zone: string;
  active: boolean;
  /** Of the working calendar with his shifts; null: that of his unit. */
  calendarKey: string | null;
  version: number;
}

export const personJoinedEvent = (person: Person) => personJoined.of(factOf(person));
export const personChangedEvent = (person: Person) => personChanged.of(factOf(person));

function factOf({ id, version, unitPath, ...facts }: Person) {
  return { id, version, correlationId: id, orgPath: unitPath, data: { personId: id, unitPath, ...facts } };
}
