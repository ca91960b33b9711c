import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { groupMembersChangedEvent } from '../group/group';
import { GroupRepository } from '../group/group.repository';
import type { GroupView } from '../group-views/groups.dto';
import { GroupsViews } from '../group-views/groups.views';
import type { ChangeGroupMembers } from './change-group-members.dto';

/** Puts people into a group and takes others out. */
@Injectable()
export class ChangeGroupMembersCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly groups: GroupRepository,
    private readonly views: GroupsViews,
    private readonly outbox: Outbox,
  ) {}

  /** @throws group.not_found, person.not_found, group.member_has_left, access.denied */
  async execute({ groupId, add, remove }: ChangeGroupMembers & { groupId: string }, by: Principal): Promise<GroupView> {
    access.require(by, 'change', 'group');
    return this.transaction.run(async (tx) => {
      const group = await this.groups.lock(tx, groupId);
      const added = await this.groups.add(tx, groupId, add, by.personId);
      const removed = await this.groups.takeOut(tx, groupId, remove);
      // Who is in it, or is not, makes no fact.
      if (added.length + removed.length > 0) await this.outbox.append(tx, groupMembersChangedEvent(await this.groups.change(tx, group), added, removed));
      return this.views.one(groupId);
    });
  }
}
