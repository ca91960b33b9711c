import { Injectable } from '@nestjs/common';
import type { ClockBook } from '@throughline/deadlines/deadline-row';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import type { ActReport, NextDue, PolicyClockActivities } from '@throughline/process-contracts/clock';
import { books } from '@throughline/process-contracts/clock';
import { queues } from '@throughline/process-contracts/queues';
import { workflowIds, workflowTypes } from '@throughline/process-contracts/workflow-ids';
import { heartbeat } from '@throughline/temporal/heartbeat';
import { WorkPoliciesCommand } from './work-policies.command';

/** The one clock of this service's policies. */
export const policyBook = (tenant: string): ClockBook => ({
  book: books.policies(),
  workflowId: workflowIds.policyClock(tenant, 'leads'),
  workflowType: workflowTypes.policyClock,
  queue: queues.leads,
});

/** What the policy clock calls: when to wake, and what to do then. */
@Injectable()
export class PoliciesActivities implements PolicyClockActivities {
  constructor(
    private readonly deadlines: DeadlineBooks,
    private readonly work: WorkPoliciesCommand,
  ) {}

  nextPolicyDue({ book }: { book: string }): Promise<NextDue> {
    return this.deadlines.nextDue(book);
  }

  workPolicies(): Promise<ActReport> {
    return this.work.execute(heartbeat);
  }
}
