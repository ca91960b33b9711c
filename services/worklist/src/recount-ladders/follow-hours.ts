import { Inject, Injectable } from '@nestjs/common';
import { FollowDirectoryAndHours } from '@throughline/access/follow-directory-and-hours';
import { PeopleBook } from '@throughline/access/people-book';
import { CalendarChanges } from '@throughline/deadlines/calendar-changes';
import type { Tx } from '@throughline/persistence/transaction';
import { presenceBook } from '../presence/presence-book';

/** Keeps the people book; other hours of anybody wake the clock that looks at who is here and when. */
@Injectable()
export class FollowHours extends FollowDirectoryAndHours {
  constructor(
    @Inject(PeopleBook) book: PeopleBook,
    private readonly changes: CalendarChanges,
  ) {
    super(book);
  }

  protected hoursChanged(tx: Tx): Promise<void> {
    return this.changes.note(tx, presenceBook);
  }
}
