import { Injectable } from '@nestjs/common';
import { PeopleBook, type KnownPerson } from '@throughline/access/people-book';
import type { Tx } from '@throughline/persistence/transaction';
import { PresenceRepository } from '../presence/presence.repository';
import type { Task } from './task.entity';
import { taskErrors } from './task.errors';
import { TaskRepository } from './task.repository';

/** Whom a task can be put before by one of those who are asked. The caller holds the presence. */
@Injectable()
export class WhoMayTake {
  constructor(
    private readonly tasks: TaskRepository,
    private readonly people: PeopleBook,
    private readonly presence: PresenceRepository,
  ) {}

  /** Somebody else, with us and here, who neither asked for the thing nor said yes to another leg of it. `awayUntil`: he could, were he here. */
  async instead(tx: Tx, task: Task, from: string, to: string): Promise<{ may: boolean; awayUntil?: Date }> {
    if (to === from || task.notBy.includes(to)) return { may: false };
    const decisions = task.approvalId ? await this.tasks.decisionsOf(tx, task.approvalId) : [];
    if (decisions.some(({ decidedBy }) => decidedBy === to) || !(await this.people.person(tx, to))?.active) return { may: false };
    const awayUntil = await this.presence.awayUntil(tx, to);
    return awayUntil ? { may: false, awayUntil } : { may: true };
  }

  /** Somebody who is not asked by the task yet, with us and here, and did not ask for the thing himself. @throws task.approver_not_allowed */
  async anew(tx: Tx, task: Task, personId: string): Promise<KnownPerson> {
    const person = task.notBy.includes(personId) || task.potentialOwners.includes(personId) ? undefined : await this.isHere(tx, personId);
    if (!person) throw taskErrors.approver_not_allowed({ field: 'personId' });
    return person;
  }

  private async isHere(tx: Tx, personId: string): Promise<KnownPerson | undefined> {
    const person = await this.people.person(tx, personId);
    return person?.active && (await this.presence.now(tx)).isHere(personId) ? person : undefined;
  }
}
