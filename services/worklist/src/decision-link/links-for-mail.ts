import { Injectable } from '@nestjs/common';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { ApprovalRepository } from '../approval/approval.repository';
import type { Told } from '../notice-delivery/message';
import { TaskRepository } from '../task/task.repository';
import { answersByLink, expiryOf, wantsSignIn } from './by-link';
import { DecisionLinks } from './decision-links';

/** Notices that say that a task waits for the reader. */
const waits: readonly Told['kind'][] = ['waiting', 'reminder', 'escalated'];

/** The links that go to a person with his mail, made as it is sent: of each task that waits for him now and may be decided by one. */
@Injectable()
export class LinksForMail {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly tasks: TaskRepository,
    private readonly approvals: ApprovalRepository,
    private readonly links: DecisionLinks,
  ) {}

  /** Addresses, by task. */
  async of(personId: string, notices: readonly Told[]): Promise<Map<string, string>> {
    const ids = new Set(notices.flatMap(({ kind, taskId }) => (taskId !== null && waits.includes(kind) ? [taskId] : [])));
    return this.transaction.read(async (tx) => {
      const found = new Map<string, string>();
      for (const id of ids) {
        const task = await this.tasks.find(tx, id);
        if (!task?.isOpen || !task.isFor(personId) || answersByLink[task.kind].length === 0) continue;
        const leg = task.approvalId === null ? undefined : (await this.approvals.find(tx, task.approvalId))?.route.find(({ key }) => key === task.leg);
        const address = leg && wantsSignIn(leg) ? undefined : this.links.addressOf({ taskId: id, personId, version: task.version, expiresAt: expiryOf(task, tx.now) });
        if (address !== undefined) found.set(id, address);
      }
      return found;
    });
  }
}
