import { Inject, Injectable } from '@nestjs/common';
import { FollowDirectoryAndCalendar } from '@throughline/access/follow-directory-and-calendar';
import { PeopleBook } from '@throughline/access/people-book';
import { lettersRecounted } from '@throughline/events/collection-events';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { v7 as uuidv7 } from 'uuid';
import type { CollectionCase } from '../collection-case/collection-case.entity';
import { CollectionCaseRepository } from '../collection-case/collection-case.repository';

/** Cases that one fact names: their stories are told one after the other. */
const PAGE = 100;

/**
 * Keeps the people book; when the company's calendar becomes another, the story of every open case is asked to look when its next letter is due. Nothing of a
 * case is written, so none is locked: the story asks after the commit, by the calendar as it stands then.
 */
@Injectable()
export class FollowCalendar extends FollowDirectoryAndCalendar {
  constructor(
    @Inject(PeopleBook) book: PeopleBook,
    private readonly cases: CollectionCaseRepository,
    private readonly outbox: Outbox,
  ) {
    super(book);
  }

  protected async calendarChanged(tx: Tx): Promise<void> {
    let page: CollectionCase[];
    let after: string | null = null;
    do {
      page = await this.cases.openPage(tx, after, PAGE);
      after = page.at(-1)?.id ?? null;
      const cases = page.map(({ id: caseId, accountId, cycle }) => ({ caseId, cycle, accountId }));
      if (cases.length > 0) await this.outbox.append(tx, lettersRecounted.of({ id: uuidv7(), version: 1, data: { cases } }));
    } while (page.length === PAGE);
  }
}
