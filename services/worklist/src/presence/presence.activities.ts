import { Injectable } from '@nestjs/common';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import type { ActReport, NextDue, PresenceClockActivities } from '@throughline/process-contracts/clock';
import { heartbeat } from '@throughline/temporal/heartbeat';
import { PresenceBook } from './presence-book';
import { WatchPresenceCommand } from '../watch-presence/watch-presence.command';

/** What the clock of absences and stand-ins calls. */
@Injectable()
export class PresenceActivities implements PresenceClockActivities {
  constructor(
    private readonly watch: WatchPresenceCommand,
    private readonly book: PresenceBook,
    private readonly deadlines: DeadlineBooks,
  ) {}

  async nextPresenceDue({ book }: { book: string }): Promise<NextDue> {
    await this.book.catchUp();
    return this.deadlines.nextDue(book);
  }

  watchPresence(): Promise<ActReport> {
    return this.watch.execute(heartbeat);
  }
}
