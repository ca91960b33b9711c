import { personAbsenceCancelled, personAbsencePlanned } from '@throughline/events/directory-events';
import type { Person } from '../person/person';

export const ABSENCE_KINDS = ['holiday', 'sick-leave', 'parental-leave', 'training', 'business-trip', 'other'] as const;
export type AbsenceKind = (typeof ABSENCE_KINDS)[number];

export interface Absence {
  id: string;
  personId: string;
  kind: AbsenceKind;
  from: Date;
  /** The first instant at which he is back. */
  to: Date;
}

/** Told of the person, whose version is the one after it. The kind stays here: why somebody is away is nobody's business but his line's. */
export const absencePlannedEvent = (person: Person, absence: Absence) => personAbsencePlanned.of(factOf(person, absence));
export const absenceCancelledEvent = (person: Person, absence: Absence) => personAbsenceCancelled.of(factOf(person, absence));

function factOf({ id, version, unitPath }: Person, absence: Absence) {
  const data = { personId: id, absenceId: absence.id, from: absence.from.toISOString(), to: absence.to.toISOString() };
  return { id, version, correlationId: id, orgPath: unitPath, data };
}
