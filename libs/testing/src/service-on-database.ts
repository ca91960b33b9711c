import type { INestApplicationContext, Provider } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DutyBook } from '@throughline/access/duty-book';
import { PeopleBook } from '@throughline/access/people-book';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import { MESSAGING_SETTINGS } from '@throughline/messaging/messaging-settings';
import { Outbox } from '@throughline/messaging/outbox';
import { OutboxBell } from '@throughline/messaging/outbox-bell';
import { PERSISTENCE_SETTINGS } from '@throughline/persistence/persistence-settings';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';

import type { TestDatabase } from './test-database';

/** What every service has of the platform, on a test's database and without Kafka and Temporal. */
export function platformOn(database: TestDatabase): Provider[] {
  return [
    // The class itself, which only repositories import.
    { provide: database.dataSource.constructor as never, useValue: database.dataSource },
    { provide: TransactionRunner, useValue: database.transactions },
    { provide: Outbox, useValue: database.outbox },
    { provide: OutboxBell, useValue: database.bell },
    { provide: PERSISTENCE_SETTINGS, useValue: database.settings },
    { provide: DeadlineBooks, useValue: database.deadlines },
    { provide: MESSAGING_SETTINGS, useValue: database.messagingSettings },
    PeopleBook,
    DutyBook,
  ];
}

/** A service on a test's database, without HTTP, Kafka and Temporal. */
export function serviceOn(database: TestDatabase, providers: Provider[]): Promise<INestApplicationContext> {
  class TestModule {}
  return NestFactory.createApplicationContext({ module: TestModule, providers: [...platformOn(database), ...providers] }, { logger: ['error'], abortOnError: false });
}
