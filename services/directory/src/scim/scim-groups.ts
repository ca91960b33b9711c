import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { ChangeGroupCommand } from '../change-group/change-group.command';
import { ChangeGroupMembersCommand } from '../change-group-members/change-group-members.command';
import { GroupRepository } from '../group/group.repository';
import { MakeGroupCommand } from '../make-group/make-group.command';
import { MOST_MEMBERS } from '../make-group/make-group.dto';
import { RemoveGroupCommand } from '../remove-group/remove-group.command';
import { groupResource, wantedGroup, type GroupResource, type GroupRow } from './scim-group';
import { patched } from './scim-patch';
import { ScimRefusal } from './scim-refusal';
import { listResponse, requireVersion, type ScimQuery } from './scim-request';
import { known, withMeta } from './scim-users';

const rows = `SELECT id, name, external_id AS "externalId", made_at AS "madeAt", changed_at AS "changedAt", version,
  (SELECT coalesce(json_agg(json_build_object('id', person.id, 'name', person.name) ORDER BY person.id), '[]')
   FROM group_member JOIN person ON person.id = person_id WHERE group_id = people_group.id) AS members
  FROM people_group WHERE removed_at IS NULL`;

/** Groups over SCIM, each request in one transaction. */
@Injectable()
export class ScimGroups {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly groups: GroupRepository,
    private readonly makeGroup: MakeGroupCommand,
    private readonly changeGroup: ChangeGroupCommand,
    private readonly changeMembers: ChangeGroupMembersCommand,
    private readonly removeGroup: RemoveGroupCommand,
  ) {}

  async list({ filter, startIndex, count, project }: ScimQuery): Promise<object> {
    const all = await this.transaction.read((tx) => tx.query<GroupRow>(`${rows} ORDER BY id`));
    const found = all.map(groupResource).filter((group) => filter === undefined || filter.matches(group));
    return listResponse(found.length, startIndex, found.slice(startIndex - 1, startIndex - 1 + count).map(project));
  }

  /** @throws ScimRefusal (404) */
  async one(id: string, { project }: ScimQuery): Promise<object> {
    return this.transaction.read(async (tx) => withMeta(await resourceOf(tx, id), project));
  }

  async create(body: unknown, by: Principal): Promise<GroupResource> {
    const { name, externalId, memberIds } = wantedGroup(body);
    return this.transaction.run(async (tx) => {
      const { id } = await this.makeGroup.execute({ name, externalId, memberIds: [] }, by);
      await this.setMembers(tx, id, memberIds, by);
      return resourceOf(tx, id);
    });
  }

  /** @throws ScimRefusal (404, 412, 400) */
  async replace(id: string, body: unknown, version: string | undefined, by: Principal): Promise<GroupResource> {
    return this.changed(id, version, () => body, by);
  }

  /** @throws ScimRefusal (404, 412, 400) */
  async patch(id: string, body: unknown, version: string | undefined, by: Principal): Promise<GroupResource> {
    return this.changed(id, version, (present) => patched(present, body), by);
  }

  /** @throws ScimRefusal (404, 412) */
  async remove(id: string, version: string | undefined, by: Principal): Promise<void> {
    await this.transaction.run(async (tx) => {
      await resourceOf(tx, id);
      requireVersion(version, (await this.groups.lock(tx, id)).version);
      await this.removeGroup.execute({ groupId: id }, by);
    });
  }

  private async changed(id: string, version: string | undefined, next: (present: GroupResource) => unknown, by: Principal): Promise<GroupResource> {
    return this.transaction.run(async (tx) => {
      await resourceOf(tx, id);
      requireVersion(version, (await this.groups.lock(tx, id)).version);
      const { name, externalId, memberIds } = wantedGroup(next(await resourceOf(tx, id)));
      await this.changeGroup.execute({ groupId: id, name, externalId }, by);
      await this.setMembers(tx, id, memberIds, by);
      return resourceOf(tx, id);
    });
  }

  /** So many at a time as one fact holds. */
  private async setMembers(tx: Tx, groupId: string, memberIds: readonly string[], by: Principal): Promise<void> {
    const present = await this.groups.memberIds(tx, groupId);
    const [had, wanted] = [new Set(present), new Set(memberIds)];
    const [add, remove] = [memberIds.filter((id) => !had.has(id)), present.filter((id) => !wanted.has(id))];
    for (let at = 0; at < Math.max(add.length, remove.length); at += MOST_MEMBERS) {
      await this.changeMembers.execute({ groupId, add: add.slice(at, at + MOST_MEMBERS), remove: remove.slice(at, at + MOST_MEMBERS) }, by);
    }
  }
}

async function resourceOf(tx: Tx, id: string): Promise<GroupResource> {
  const [row] = await tx.query<GroupRow>(`${rows} AND id = $1`, [known(id)]);
  if (!row) throw new ScimRefusal(404, undefined, `There is no group ${id}.`);
  return groupResource(row);
}
