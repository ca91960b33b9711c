import { Injectable } from '@nestjs/common';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import type { ActReport, NextDue, VisitClockActivities } from '@throughline/process-contracts/clock';
import { heartbeat } from '@throughline/temporal/heartbeat';
import { WatchVisitsCommand } from './watch-visits/watch-visits.command';

/** What the clock of the accounts calls: when to wake, and what to do then. */
@Injectable()
export class AccountsActivities implements VisitClockActivities {
  constructor(
    private readonly deadlines: DeadlineBooks,
    private readonly watch: WatchVisitsCommand,
  ) {}

  nextVisitDue({ book }: { book: string }): Promise<NextDue> {
    return this.deadlines.nextDue(book);
  }

  watchVisits(): Promise<ActReport> {
    return this.watch.execute(heartbeat);
  }
}
