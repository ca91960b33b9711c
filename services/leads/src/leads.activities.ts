import { Injectable } from '@nestjs/common';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import type { ActReport, AssignmentClockActivities, LeadClockActivities, NextDue } from '@throughline/process-contracts/clock';
import { heartbeat } from '@throughline/temporal/heartbeat';
import { RecycleLeadsCommand } from './recycle-leads/recycle-leads.command';
import { WorkAssignmentsCommand } from './work-assignments/work-assignments.command';

/** What the clock of a pool calls: when to wake, and what to do then. */
@Injectable()
export class LeadsActivities implements LeadClockActivities, AssignmentClockActivities {
  constructor(
    private readonly deadlines: DeadlineBooks,
    private readonly recycle: RecycleLeadsCommand,
    private readonly assignments: WorkAssignmentsCommand,
  ) {}

  nextLeadDue({ book }: { book: string }): Promise<NextDue> {
    return this.deadlines.nextDue(book);
  }

  remindAndRecycleLeads({ book }: { book: string }): Promise<ActReport> {
    return this.recycle.execute({ poolId: poolOf(book) }, heartbeat);
  }

  nextAssignmentDue({ book }: { book: string }): Promise<NextDue> {
    return this.deadlines.nextDue(book);
  }

  workAssignments({ book }: { book: string }): Promise<ActReport> {
    return this.assignments.execute({ poolId: poolOf(book) }, heartbeat);
  }
}

/** The inverse of `books.pool` and `books.assignments`. */
function poolOf(book: string): string {
  return book.slice(book.indexOf(':') + 1);
}
