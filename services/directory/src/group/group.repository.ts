import { Injectable } from '@nestjs/common';
import { brokenConstraint } from '@throughline/persistence/database-errors';
import type { Tx } from '@throughline/persistence/transaction';
import { updateVersioned } from '@throughline/persistence/update-versioned';
import { personErrors } from '../person/person.errors';
import type { Group } from './group';
import { groupErrors } from './group.errors';

@Injectable()
export class GroupRepository {
  /** Under a row lock until the transaction ends. @throws group.not_found */
  async lock(tx: Tx, id: string): Promise<Group> {
    const [group] = await tx.query<Group>(`SELECT id, name, external_id AS "externalId", version FROM people_group WHERE id = $1 AND removed_at IS NULL FOR UPDATE`, [id]);
    if (!group) throw groupErrors.not_found();
    return group;
  }

  /** @throws group.name_taken */
  async insert(tx: Tx, { id, name, externalId }: Group): Promise<void> {
    await taken(() => tx.query('INSERT INTO people_group (id, name, external_id, made_at, changed_at, version) VALUES ($1, $2, $3, $4, $4, 1)', [id, name, externalId, tx.now]));
  }

  /** One version on. The caller holds its lock. @throws group.name_taken */
  async change(tx: Tx, group: Group, changes: Partial<Pick<Group, 'name' | 'externalId'>> = {}): Promise<Group> {
    const { name, externalId } = { ...group, ...changes };
    const version = await taken(() => updateVersioned(tx, 'people_group', group.id, group.version, { name, external_id: externalId, changed_at: tx.now }));
    return { ...group, name, externalId, version };
  }

  async remove(tx: Tx, group: Group): Promise<Group> {
    const version = await updateVersioned(tx, 'people_group', group.id, group.version, { removed_at: tx.now, changed_at: tx.now });
    await tx.query('DELETE FROM group_member WHERE group_id = $1', [group.id]);
    return { ...group, version };
  }

  async memberIds(tx: Tx, groupId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>('SELECT person_id AS id FROM group_member WHERE group_id = $1 ORDER BY person_id', [groupId]);
    return rows.map(({ id }) => id);
  }

  /** @returns who was not in it @throws person.not_found, group.member_has_left */
  async add(tx: Tx, groupId: string, personIds: readonly string[], addedBy: string): Promise<string[]> {
    const known = await tx.query<{ id: string; active: boolean; member: boolean }>(
      `SELECT id, active, EXISTS (SELECT FROM group_member WHERE group_id = $2 AND person_id = person.id) AS member FROM person WHERE id = ANY ($1::uuid[]) ORDER BY id`,
      [personIds, groupId],
    );
    if (known.length < new Set(personIds).size) throw personErrors.not_found({ field: 'add' });
    const added = known.filter(({ member }) => !member);
    if (added.some(({ active }) => !active)) throw groupErrors.member_has_left({ field: 'add', data: { people: added.filter(({ active }) => !active).map(({ id }) => id) } });
    const ids = added.map(({ id }) => id);
    await tx.query('INSERT INTO group_member (group_id, person_id, added_at, added_by) SELECT $1, id, $3, $4 FROM unnest($2::uuid[]) AS id', [groupId, ids, tx.now, addedBy]);
    return ids;
  }

  /** @returns who was in it */
  async takeOut(tx: Tx, groupId: string, personIds: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      'WITH gone AS (DELETE FROM group_member WHERE group_id = $1 AND person_id = ANY ($2::uuid[]) RETURNING person_id) SELECT person_id AS id FROM gone ORDER BY 1',
      [groupId, personIds],
    );
    return rows.map(({ id }) => id);
  }
}

async function taken<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (brokenConstraint(error) === 'people_group_name') throw groupErrors.name_taken({ field: 'name' });
    throw error;
  }
}
