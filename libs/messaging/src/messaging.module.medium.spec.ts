import { randomBytes } from 'node:crypto';

import type { INestApplicationContext } from '@nestjs/common';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DeadlinesModule } from '@throughline/deadlines/deadlines.module';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { defineEvent } from '@throughline/events/event-definition';
import { PersistenceModule } from '@throughline/persistence/persistence.module';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { eventually } from '@throughline/testing/eventually';
import { testDatabase } from '@throughline/testing/test-database';
import type { TestDatabase } from '@throughline/testing/test-database';
import { z } from 'zod';

import type { EventSubscription } from './event-subscription';
import { KafkajsAdapter } from './kafkajs-adapter';
import { MessagingModule } from './messaging.module';
import { Outbox } from './outbox';
import { QuietProbe } from './quiet-probe';

jest.setTimeout(60_000);

const service = `m${randomBytes(4).toString('hex')}`;
const greeted = defineEvent('sample', 'greeted', 'Somebody said hello.', z.object({ name: z.string() }), { topic: `test-${service}` });

@Injectable()
class Guestbook {
  readonly names: string[] = [];
}

/** Needs something of the service's module, and is named nowhere but among the subscriptions. */
@Injectable()
class WriteGuestbook implements EventSubscription<{ name: string }> {
  readonly consumer = 'write-guestbook';
  readonly on = [greeted];
  constructor(private readonly guestbook: Guestbook) {}
  handle(event: ReceivedEvent<{ name: string }>): Promise<void> {
    this.guestbook.names.push(event.data.name);
    return Promise.resolve();
  }
}

const brokers = process.env.KAFKA_BROKERS;
(brokers ? describe : describe.skip)('a service with database and messaging', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let guestbook: Guestbook;

  beforeAll(async () => {
    database = await testDatabase({ service });
    const kafka = new KafkajsAdapter((brokers ?? '').split(','), 'module-test');
    await kafka.ensureTopics([{ name: greeted.topic, partitions: 3, compacted: false, retentionMs: 3_600_000 }]);
    await kafka.close();

    @Module({
      imports: [
        PersistenceModule.forService({ service, entities: [], url: database.url, sandbox: false }),
        MessagingModule.forService({ service, subscriptions: [WriteGuestbook] }),
        DeadlinesModule.forService({ books: [{ book: 'pool:north', workflowId: 'w', workflowType: 'leadRecycling', queue: service }] }),
      ],
      providers: [Guestbook],
    })
    class SampleModule {}
    app = await NestFactory.createApplicationContext(SampleModule, { logger: false });
    guestbook = app.get(Guestbook);
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  it('publishes what it commits, hears it once, and then is quiet', async () => {
    const outbox = app.get(Outbox);
    await app.get(TransactionRunner).run((tx) => outbox.append(tx, greeted.of({ id: 'g1', version: 1, data: { name: 'Li Wei' } })));
    await eventually(() => guestbook.names.length === 1);
    expect(guestbook.names).toEqual(['Li Wei']);
    const snapshot = await eventually(async () => {
      const now = await app.get(QuietProbe).snapshot();
      return now.outboxUnsent === 0 && now.consumersJoining === 0 && Object.keys(now.published).length > 0 ? now : undefined;
    });
    const [[partition, published]] = Object.entries(snapshot.published[greeted.topic] ?? {}) as [[string, string]];
    await eventually(async () => {
      const { consumed } = await app.get(QuietProbe).snapshot();
      const position = consumed[`throughline.${service}`]?.[greeted.topic]?.[Number(partition)];
      return position !== undefined && BigInt(position.lastOffset) >= BigInt(published);
    });
  });

  it('has registered its books', async () => {
    expect(await database.query('SELECT book FROM clock_book')).toEqual([{ book: 'pool:north' }]);
  });
});
