import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { RoutedLeg } from '@throughline/policy/approval-leg';
import type { OpenSeat } from '@throughline/policy/approval-outcome';
import { escalationOwners } from '@throughline/policy/approval-route';
import type { ApprovalRequest } from '../approval/approval-request.entity';
import { ApprovalRepository } from '../approval/approval.repository';
import { Colleagues } from '../task/colleagues';
import { standInRole } from '../task/stand-in-role';
import { taskErrors } from '../task/task.errors';

export interface Asked {
  owners: string[];
  notBy: string[];
}

/** Who of a route's people can be asked by now: those who have left are followed up their line. */
@Injectable()
export class SeatPeople {
  constructor(
    private readonly approvals: ApprovalRepository,
    private readonly colleagues: Colleagues,
  ) {}

  /** Never the requester; nobody who agreed before, unless there is nobody else. @throws task.nobody_to_ask */
  async of(tx: Tx, request: ApprovalRequest, leg: RoutedLeg, { asked, notBy }: OpenSeat): Promise<Asked> {
    const colleagues = await this.colleagues.all(tx);
    const present = asked.filter((id) => colleagues.some((person) => person.id === id));
    const found = present.length > 0 ? present : await this.above(tx, request, leg, asked);
    const last = found.length > 0 ? found : colleagues.filter(({ roles }) => roles.includes(standInRole)).map(({ id }) => id);
    const owners = last.filter((id) => id !== request.requesterId);
    if (owners.length === 0) throw taskErrors.nobody_to_ask({ data: { leg: leg.key } });
    const others = owners.filter((id) => !notBy.includes(id));
    return others.length > 0 ? { owners: others, notBy: [request.requesterId, ...notBy] } : { owners, notBy: [request.requesterId] };
  }

  private async above(tx: Tx, request: ApprovalRequest, leg: RoutedLeg, left: string[]): Promise<string[]> {
    const policy = await this.approvals.pinnedPolicy(tx, request);
    return escalationOwners(leg, left, request.requesterId, policy, await this.colleagues.all(tx, left));
  }
}
