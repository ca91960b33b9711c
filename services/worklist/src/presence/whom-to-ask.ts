import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { settle, type Settled } from '@throughline/policy/stand-ins';
import { LineOfTask } from '../task/line-of-task';
import { standInRole } from '../task/stand-in-role';
import type { Task } from '../task/task.entity';
import { Colleagues } from '../task/colleagues';
import { PresenceRepository } from './presence.repository';

/** Puts a task before people who are here: stand-ins of those who are away, or whoever is above them. */
@Injectable()
export class WhomToAsk {
  constructor(
    private readonly presence: PresenceRepository,
    private readonly line: LineOfTask,
    private readonly colleagues: Colleagues,
  ) {}

  /** Before a transaction locks the tasks whose people it chooses. */
  async hold(tx: Tx): Promise<void> {
    await this.presence.hold(tx);
  }

  /** Changes the task where somebody is away or back; the caller writes it and tells of it. Again at the same moment it changes nothing. */
  async settle(tx: Tx, task: Task): Promise<Settled> {
    const presence = { ...(await this.presence.now(tx)), notBy: task.notBy };
    const asked = task.potentialOwners.map((id) => ({ id, ...(task.standingIn[id] && { standsInFor: task.standingIn[id] }) }));
    const needsLine = !task.potentialOwners.some(presence.isHere);
    const climb = needsLine ? await this.line.climb(tx, task) : () => [];
    const last = needsLine ? (await this.colleagues.all(tx)).filter(({ roles }) => roles.includes(standInRole)).map(({ id }) => id) : [];
    // At the end of the line, as for somebody who has left: the role that stands in.
    const above = (tried: string[]) => {
      const next = climb(tried);
      return next.length > 0 ? next : last;
    };
    const settled = settle({ asked, away: task.away }, task.matter, presence, above);
    task.settle(settled);
    return settled;
  }
}
