import { Inject, Injectable } from '@nestjs/common';
import { FollowDirectoryAndCalendar } from '@throughline/access/follow-directory-and-calendar';
import { PeopleBook } from '@throughline/access/people-book';
import { CalendarChanges } from '@throughline/deadlines/calendar-changes';
import type { Tx } from '@throughline/persistence/transaction';
import { books } from '@throughline/process-contracts/clock';
import { allPipelines } from '../opportunity/pipelines';

/** Keeps the people book; another calendar of the company wakes the clocks of the pipelines. */
@Injectable()
export class FollowCalendar extends FollowDirectoryAndCalendar {
  constructor(
    @Inject(PeopleBook) book: PeopleBook,
    private readonly changes: CalendarChanges,
  ) {
    super(book);
  }

  protected async calendarChanged(tx: Tx): Promise<void> {
    for (const { id } of allPipelines()) await this.changes.note(tx, books.pipeline(id));
  }
}
