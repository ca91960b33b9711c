import { Injectable } from '@nestjs/common';
import type { Page } from '@throughline/http/page';
import { pageOf, parseCursor } from '@throughline/http/page';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { z } from 'zod';
import { groupErrors } from '../group/group.errors';
import type { GroupsQuery, GroupView, MembersQuery, MemberView } from './groups.dto';

const byName = z.tuple([z.string(), z.uuid()]);
const columns = `id, name, external_id AS "externalId", (SELECT count(*)::int FROM group_member WHERE group_id = people_group.id) AS members, version`;

@Injectable()
export class GroupsViews {
  constructor(private readonly transaction: TransactionRunner) {}

  /** By name. */
  async page({ limit, cursor, member }: GroupsQuery): Promise<Page<GroupView>> {
    const after = parseCursor('groups', cursor, byName);
    const rows = await this.transaction.read((tx) =>
      tx.query<GroupView>(
        `SELECT ${columns} FROM people_group
         WHERE removed_at IS NULL AND ($2::uuid IS NULL OR EXISTS (SELECT FROM group_member WHERE group_id = people_group.id AND person_id = $2))
           AND ($3::text IS NULL OR (name, id) > ($3, $4::uuid))
         ORDER BY name, id LIMIT $1`,
        [limit + 1, member ?? null, after?.[0] ?? null, after?.[1] ?? null],
      ),
    );
    return pageOf('groups', rows, limit, ({ name, id }) => [name, id], (row) => row);
  }

  /** @throws group.not_found */
  async one(groupId: string): Promise<GroupView> {
    const [group] = await this.transaction.read((tx) => tx.query<GroupView>(`SELECT ${columns} FROM people_group WHERE id = $1 AND removed_at IS NULL`, [groupId]));
    if (!group) throw groupErrors.not_found();
    return group;
  }

  /** By name. @throws group.not_found */
  async members(groupId: string, { limit, cursor }: MembersQuery): Promise<Page<MemberView>> {
    const list = `members of ${groupId}`;
    const after = parseCursor(list, cursor, byName);
    await this.one(groupId);
    const rows = await this.transaction.read((tx) =>
      tx.query<Omit<MemberView, 'addedAt'> & { addedAt: Date }>(
        `SELECT person.id AS "personId", person.name, active, added_at AS "addedAt" FROM group_member JOIN person ON person.id = person_id
         WHERE group_id = $1 AND ($3::text IS NULL OR (person.name, person.id) > ($3, $4::uuid)) ORDER BY person.name, person.id LIMIT $2`,
        [groupId, limit + 1, after?.[0] ?? null, after?.[1] ?? null],
      ),
    );
    return pageOf(list, rows, limit, ({ name, personId }) => [name, personId], (row) => ({ ...row, addedAt: row.addedAt.toISOString() }));
  }
}
