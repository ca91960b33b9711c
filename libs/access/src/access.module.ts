import { type DynamicModule, Module } from '@nestjs/common';

import { DutyBook } from './duty-book';
import { PeopleBook } from './people-book';

/**
 * The people book, with shifts and absences, for a whole service. Name `FollowDirectory` among the subscriptions of its MessagingModule, which fills it.
 * The server's guard finds the book by itself and then takes rights from it, not from the token.
 */
@Module({})
export class AccessModule {
  static forService(): DynamicModule {
    return { module: AccessModule, global: true, providers: [PeopleBook, DutyBook], exports: [PeopleBook, DutyBook] };
  }
}
