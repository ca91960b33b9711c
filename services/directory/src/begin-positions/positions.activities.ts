import { Injectable } from '@nestjs/common';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import type { ClockBook } from '@throughline/deadlines/deadline-row';
import type { ActReport, NextDue, PositionClockActivities } from '@throughline/process-contracts/clock';
import { books } from '@throughline/process-contracts/clock';
import { queues } from '@throughline/process-contracts/queues';
import { workflowIds, workflowTypes } from '@throughline/process-contracts/workflow-ids';
import { heartbeat } from '@throughline/temporal/heartbeat';
import { BeginPositionsCommand } from './begin-positions.command';

/** The one book of all planned positions with its clock, for the module to register. */
export const positionBook = (tenant: string): ClockBook => ({
  book: books.positions(),
  workflowId: workflowIds.positionClock(tenant, 'directory'),
  workflowType: workflowTypes.positionClock,
  queue: queues.directory,
});

/** What the clock of planned positions calls. */
@Injectable()
export class PositionsActivities implements PositionClockActivities {
  constructor(
    private readonly begin: BeginPositionsCommand,
    private readonly deadlines: DeadlineBooks,
  ) {}

  nextPositionDue({ book }: { book: string }): Promise<NextDue> {
    return this.deadlines.nextDue(book);
  }

  beginPositions(): Promise<ActReport> {
    return this.begin.execute(heartbeat);
  }
}
