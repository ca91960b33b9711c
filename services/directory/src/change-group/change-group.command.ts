import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { groupChangedEvent } from '../group/group';
import { GroupRepository } from '../group/group.repository';
import type { GroupView } from '../group-views/groups.dto';
import { GroupsViews } from '../group-views/groups.views';
import type { ChangeGroup } from './change-group.dto';

/** Another name for a group: policies that name it by the old one find nobody from then on, and say so. */
@Injectable()
export class ChangeGroupCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly groups: GroupRepository,
    private readonly views: GroupsViews,
    private readonly outbox: Outbox,
  ) {}

  /** @throws group.not_found, group.name_taken, access.denied */
  async execute({ groupId, ...command }: ChangeGroup & { groupId: string }, by: Principal): Promise<GroupView> {
    access.require(by, 'change', 'group');
    return this.transaction.run(async (tx) => {
      const group = await this.groups.lock(tx, groupId);
      const { name = group.name, externalId = group.externalId } = command;
      // Asked for again it is no fact.
      if (name !== group.name || externalId !== group.externalId) await this.outbox.append(tx, groupChangedEvent(await this.groups.change(tx, group, { name, externalId })));
      return this.views.one(groupId);
    });
  }
}
