import { groupChanged, groupCreated, groupMembersChanged, groupRemoved } from '@throughline/events/directory-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { Tx } from '@throughline/persistence/transaction';

type Named = ReturnType<typeof groupCreated.data.parse>;
type Members = ReturnType<typeof groupMembersChanged.data.parse>;
export const groupEvents = [groupCreated, groupChanged, groupMembersChanged, groupRemoved];

/** Keeps the groups of the people book up to date. An event that is older than what the book holds changes nothing. @returns whether it was one of a group */
export async function keepGroup(tx: Tx, { type, data, sequence }: ReceivedEvent): Promise<boolean> {
  if (type === groupMembersChanged.type) await keepMembers(tx, data as Members, sequence);
  else if (type === groupRemoved.type) await tx.query('UPDATE known_group SET removed = true, version = $2 WHERE id = $1 AND version < $2', [(data as Members).groupId, sequence]);
  else if (type === groupCreated.type || type === groupChanged.type) await keepName(tx, data as Named, sequence);
  else return false;
  return true;
}

async function keepName(tx: Tx, { groupId, name }: Named, version: number): Promise<void> {
  await tx.query(
    `INSERT INTO known_group (id, name, version) VALUES ($1, $2, $3)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, version = excluded.version WHERE known_group.version < excluded.version`,
    [groupId, name, version],
  );
}

async function keepMembers(tx: Tx, { groupId, added, removed }: Members, version: number): Promise<void> {
  await tx.query(
    `INSERT INTO known_group_member (group_id, person_id, member, version)
     SELECT $1::uuid, id, true, $4::bigint FROM unnest($2::uuid[]) AS id UNION ALL SELECT $1::uuid, id, false, $4::bigint FROM unnest($3::uuid[]) AS id
     ON CONFLICT (group_id, person_id) DO UPDATE SET member = excluded.member, version = excluded.version WHERE known_group_member.version < excluded.version`,
    [groupId, added, removed, version],
  );
}
