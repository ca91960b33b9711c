import { unitChanged, unitCreated } from '@throughline/events/directory-events';

export const UNIT_KINDS = ['group', 'subsidiary', 'region', 'department'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

/** A node of the organisation's tree. */
export interface Unit {
  id: string;
  name: string;
  kind: UnitKind;
  /** Of the company's own books; null: none. */
  code: string | null;
  /** Segments ended by dots: `1.2.3.` lies below `1.2.`. A path that was once given is never given to another unit. */
  path: string;
  parentId: string | null;
  headId: string | null;
  /** Of the working calendar with the hours of its people; null: that of the unit above. */
  calendarKey: string | null;
  closed: boolean;
  version: number;
}

export function unitCreatedEvent(unit: Unit) {
  const { id, name, kind, path, parentId, version } = unit;
  return unitCreated.of({ id, version, correlationId: id, orgPath: path, data: { unitId: id, name, kind, path, parentId } });
}

/** @param successor of a closed unit: where what was its own belongs from now on */
export function unitChangedEvent(unit: Unit, successor?: Pick<Unit, 'id' | 'path'>) {
  const { id, name, kind, path, parentId, calendarKey, headId, closed, version } = unit;
  const data = { unitId: id, name, kind, path, parentId, calendarKey, headId, closed, ...(successor && { successorPath: successor.path, successorId: successor.id }) };
  return unitChanged.of({ id, version, correlationId: id, orgPath: path, data });
}
