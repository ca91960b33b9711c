import { unitChanged, unitCreated } from '@throughline/events/directory-events';

export type UnitKind = 'group' | 'subsidiary' | 'region' | 'department';

/** A node of the organisation's tree. */
export interface Unit {
  id: string;
  name: string;
  kind: UnitKind;
  /** Segments ended by dots: `1.2.3.` lies below `1.2.`. */
  path: string;
  parentId: string | null;
  /** Of the working calendar with the hours of its people; null: that of the unit above. */
  calendarKey: string | null;
  version: number;
}

export function unitCreatedEvent(unit: Unit) {
  const { id, name, kind, path, parentId, version } = unit;
  return unitCreated.of({ id, version, correlationId: id, orgPath: path, data: { unitId: id, name, kind, path, parentId } });
}

export function unitChangedEvent({ id, name, kind, path, parentId, calendarKey, version }: Unit) {
  return unitChanged.of({ id, version, correlationId: id, orgPath: path, data: { unitId: id, name, kind, path, parentId, calendarKey } });
}
