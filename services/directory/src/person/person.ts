import type { Role } from '@throughline/access/principal';
import { personJoined } from '@throughline/events/directory-events';

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
  version: number;
}

export function personJoinedEvent(person: Person) {
  const { id, version, unitPath, ...facts } = person;
  return personJoined.of({ id, version, correlationId: id, orgPath: unitPath, data: { personId: id, unitPath, ...facts } });
}
