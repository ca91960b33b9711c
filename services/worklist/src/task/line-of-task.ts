import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { escalationOwners } from '@throughline/policy/approval-route';
import { lineAbove, type People } from '@throughline/policy/people';
import { ApprovalRepository } from '../approval/approval.repository';
import { Colleagues } from './colleagues';
import type { Task } from './task.entity';

/** Who is asked next when those who are asked do not answer, or are no longer here: up their line, and for an approval as its policy says. */
@Injectable()
export class LineOfTask {
  constructor(
    private readonly approvals: ApprovalRepository,
    private readonly colleagues: Colleagues,
  ) {}

  /** Nobody who is asked already, nobody whom four eyes keep out. Empty where there is nobody. */
  async above(tx: Tx, task: Task, verb?: 'manager' | 'alternate'): Promise<string[]> {
    return (await this.climb(tx, task, verb))(task.potentialOwners);
  }

  /** The same for any who did not answer, one step after another. */
  async climb(tx: Tx, task: Task, verb?: 'manager' | 'alternate'): Promise<(tried: string[]) => string[]> {
    const colleagues = await this.colleagues.all(tx, [...task.potentialOwners, ...task.away]);
    const allowed = (ids: string[]) => ids.filter((id) => !task.notBy.includes(id));
    if (!task.approvalId) return (tried) => allowed(managersOf(tried, task.notBy, colleagues));
    const request = (await this.approvals.find(tx, task.approvalId))!;
    const leg = request.route.find(({ key }) => key === task.leg)!;
    const policy = await this.approvals.pinnedPolicy(tx, request);
    return (tried) => allowed(escalationOwners(leg, tried, request.asked, policy, colleagues, verb, task.notBy));
  }
}

/** The nearest manager of each who is asked, who is not asked yet and may be. */
function managersOf(asked: string[], notBy: string[], colleagues: People): string[] {
  const out = [...asked, ...notBy];
  const above = asked.map((id) => lineAbove(colleagues, id).find((manager) => !out.includes(manager.id))?.id);
  return [...new Set(above.filter((id) => id !== undefined))];
}
