import type { Only } from '@throughline/access/dimensions';
import type { Role } from '@throughline/access/principal';
import { ROLES } from '@throughline/access/principal';
import { personChanged, personJoined } from '@throughline/events/directory-events';

/** A role that a person can have; `system` is nobody's. */
export type PersonRole = Exclude<Role, 'system'>;
export const PERSON_ROLES = ROLES.filter((role): role is PersonRole => role !== 'system') as [PersonRole, ...PersonRole[]];

/** A role that somebody has in another unit than his own: it reaches that unit and those below it. */
export interface RoleElsewhere {
  role: PersonRole;
  unitId: string;
  unitPath: string;
  /** What it is narrowed to; absent: not at all. */
  only?: Only;
}

export interface Person {
  id: string;
  /** Of the company's own books, as the number of an employee; null: none. */
  externalId: string | null;
  name: string;
  /** Lower case. */
  email: string;
  /** Title, unit and manager of his main position. */
  position: string;
  unitId: string;
  unitPath: string;
  managerId: string | null;
  /** In his own unit. */
  roles: PersonRole[];
  rolesElsewhere: RoleElsewhere[];
  /** What some of his roles in his own unit are narrowed to; null: none is. */
  only: Partial<Record<PersonRole, Only>> | null;
  /** IANA time zone. */
  zone: string;
  active: boolean;
  /** Of the working calendar with his shifts; null: that of his unit. */
  calendarKey: string | null;
  version: number;
}

export const personJoinedEvent = (person: Person) => personJoined.of(factOf(person));
export const personChangedEvent = (person: Person) => personChanged.of(factOf(person));

function factOf({ id, version, unitPath, only, ...facts }: Person) {
  return { id, version, correlationId: id, orgPath: unitPath, data: { personId: id, unitPath, ...facts, ...(only && { only }) } } as Parameters<typeof personChanged.of>[0];
}
