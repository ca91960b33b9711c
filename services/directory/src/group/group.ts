import { groupChanged, groupCreated, groupMembersChanged, groupRemoved } from '@throughline/events/directory-events';

/** A named set of people, from whatever units: asked together by approval policies. Who has left stays in it and is passed over. */
export interface Group {
  id: string;
  name: string;
  /** Its id in the system that keeps it (SCIM); null: none. */
  externalId: string | null;
  version: number;
}

const about = ({ id, version }: Group) => ({ id, version, correlationId: id });

export const groupCreatedEvent = (group: Group) => groupCreated.of({ ...about(group), data: { groupId: group.id, name: group.name } });
export const groupChangedEvent = (group: Group) => groupChanged.of({ ...about(group), data: { groupId: group.id, name: group.name } });
export const groupRemovedEvent = (group: Group) => groupRemoved.of({ ...about(group), data: { groupId: group.id } });
export const groupMembersChangedEvent = (group: Group, added: string[], removed: string[]) =>
  groupMembersChanged.of({ ...about(group), data: { groupId: group.id, added, removed } });
