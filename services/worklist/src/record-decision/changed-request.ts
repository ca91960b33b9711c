import { Injectable } from '@nestjs/common';
import { moneySchema } from '@throughline/money/money';
import type { Tx } from '@throughline/persistence/transaction';
import { changeFaults } from '@throughline/policy/approval-request-checks';
import { route } from '@throughline/policy/approval-route';
import type { ApprovalRequest } from '../approval/approval-request.entity';
import { ApprovalRepository } from '../approval/approval.repository';
import { Colleagues } from '../task/colleagues';
import { taskErrors } from '../task/task.errors';
import { TaskRepository } from '../task/task.repository';

/** What somebody who agrees has changed in a request: a leg that the new values bring in is asked as well; none that was to be asked falls out. */
@Injectable()
export class ChangedRequest {
  constructor(
    private readonly approvals: ApprovalRepository,
    private readonly tasks: TaskRepository,
    private readonly colleagues: Colleagues,
  ) {}

  /** The caller holds the lock of the request and writes it. @throws task.edit_not_allowed where a value is none that the kind declares or its owner takes */
  async apply(tx: Tx, request: ApprovalRequest, changes: Record<string, string>): Promise<void> {
    const policy = await this.approvals.pinnedPolicy(tx, request);
    const errors = changeFaults(changes, policy);
    if (errors.length > 0) throw taskErrors.edit_not_allowed({ errors });
    request.fields = { ...request.fields, ...changes };
    request.figures = Object.fromEntries(Object.entries(request.figures).map(([name, figure]) => [name, changes[name] === undefined ? figure : changedFigure(figure, changes[name])]));
    if (changes.amount !== undefined && request.currency !== null) request.amountValue = changes.amount;
    await this.tasks.show(tx, request.id, request.figures, request.amountValue);
    const { requesterId, fields, lines, chosen } = request;
    const now = route({ requesterId, fields, chosen, ...(lines && { lines }) }, policy, await this.colleagues.all(tx));
    const added = now.filter(({ key }) => !request.route.some((leg) => leg.key === key));
    request.route = [...request.route, ...added].sort((a, b) => a.step - b.step);
  }
}

/** An amount of money keeps its currency. */
function changedFigure(figure: unknown, value: string): unknown {
  const money = moneySchema.safeParse(figure);
  return money.success ? { ...money.data, amount: value } : value;
}
