import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { v7 as uuidv7 } from 'uuid';
import type { Group } from '../group/group';
import { groupCreatedEvent } from '../group/group';
import { GroupRepository } from '../group/group.repository';
import { ChangeGroupMembersCommand } from '../change-group-members/change-group-members.command';
import type { GroupView } from '../group-views/groups.dto';
import { GroupsViews } from '../group-views/groups.views';
import type { MakeGroup } from './make-group.dto';

/** A new group, with members or without. */
@Injectable()
export class MakeGroupCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly groups: GroupRepository,
    private readonly members: ChangeGroupMembersCommand,
    private readonly views: GroupsViews,
    private readonly outbox: Outbox,
  ) {}

  /** @throws group.name_taken, person.not_found, group.member_has_left, access.denied */
  async execute({ name, externalId, memberIds }: MakeGroup, by: Principal): Promise<GroupView> {
    access.require(by, 'make', 'group');
    return this.transaction.run(async (tx) => {
      const group: Group = { id: uuidv7(), name, externalId, version: 1 };
      await this.groups.insert(tx, group);
      await this.outbox.append(tx, groupCreatedEvent(group));
      if (memberIds.length > 0) await this.members.execute({ groupId: group.id, add: memberIds, remove: [] }, by);
      return this.views.one(group.id);
    });
  }
}
