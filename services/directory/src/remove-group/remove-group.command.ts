import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { groupRemovedEvent } from '../group/group';
import { GroupRepository } from '../group/group.repository';
import type { GroupView } from '../group-views/groups.dto';

/** A group is no more; its name is free again. */
@Injectable()
export class RemoveGroupCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly groups: GroupRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @returns what it was @throws group.not_found, access.denied */
  async execute({ groupId }: { groupId: string }, by: Principal): Promise<GroupView> {
    access.require(by, 'remove', 'group');
    return this.transaction.run(async (tx) => {
      const removed = await this.groups.remove(tx, await this.groups.lock(tx, groupId));
      await this.outbox.append(tx, groupRemovedEvent(removed));
      return { ...removed, members: 0 };
    });
  }
}
