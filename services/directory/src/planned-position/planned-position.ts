import type { Day } from '@throughline/calendar/working-calendar';
import { personPositionPlanFailed, personPositionPlanned, personPositionPlanWithdrawn } from '@throughline/events/directory-events';
import type { Person } from '../person/person';

/** A position that begins, or ends, on a day that lies ahead. */
export interface PlannedPosition {
  id: string;
  personId: string;
  /** join: the first main one, with which he comes to us. */
  kind: 'main' | 'beside' | 'end' | 'join';
  /** Of an end: the position that ends; else null. */
  positionId: string | null;
  unitId: string;
  title: string;
  managerId: string | null;
  /** The first day with it, or without it. */
  day: Day;
  /** The beginning of that day in the zone of the unit's working calendar. */
  startsAt: Date;
  status: 'planned' | 'done' | 'withdrawn' | 'failed';
  /** Why it could not be done on its day. */
  code: string | null;
}

export const positionPlannedEvent = (person: Person, plan: PlannedPosition) => personPositionPlanned.of(factOf(person, plan));
export const positionPlanWithdrawnEvent = (person: Person, plan: PlannedPosition) => personPositionPlanWithdrawn.of(factOf(person, plan));
export const positionPlanFailedEvent = (person: Person, plan: PlannedPosition, code: string) => {
  const { data, ...fact } = factOf(person, plan);
  return personPositionPlanFailed.of({ ...fact, data: { ...data, code } });
};

function factOf({ id, version, unitPath }: Person, { id: planId, kind, unitId, title, managerId, day, startsAt }: PlannedPosition) {
  return { id, version, correlationId: id, orgPath: unitPath, data: { personId: id, planId, kind, unitId, title, managerId, day, startsAt: startsAt.toISOString() } };
}
