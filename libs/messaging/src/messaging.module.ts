import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import type { PersistenceSettings } from '@throughline/persistence/persistence-settings';
import { PERSISTENCE_SETTINGS } from '@throughline/persistence/persistence-settings';

import { DeadLetters } from './dead-letters';
import { HandlerFinder } from './handler-finder';
import { KAFKA_PORT } from './kafka-port';
import { KafkajsAdapter } from './kafkajs-adapter';
import { MessagingLife } from './messaging-life';
import type { MessagingOptions } from './messaging-options';
import { MESSAGING_OPTIONS } from './messaging-options';
import type { MessagingSettings } from './messaging-settings';
import { MESSAGING_SETTINGS } from './messaging-settings';
import { Outbox } from './outbox';
import { OutboxBell } from './outbox-bell';
import { QuietProbe } from './quiet-probe';

/** Outbox, relay and consumers of one service; global within its Nest application. Needs PersistenceModule beside it. */
@Module({})
export class MessagingModule {
  static forService(options: MessagingOptions): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      providers: [
        { provide: MESSAGING_OPTIONS, useValue: options },
        {
          provide: MESSAGING_SETTINGS,
          inject: [PERSISTENCE_SETTINGS],
          useFactory: ({ sandbox }: PersistenceSettings): MessagingSettings => ({
            service: options.service,
            tenant: options.tenant ?? process.env.THROUGHLINE_TENANT ?? 'demo',
            brokers: options.brokers ?? (process.env.KAFKA_BROKERS ?? '127.0.0.1:9092').split(','),
            sandbox,
          }),
        },
        {
          provide: KAFKA_PORT,
          inject: [MESSAGING_SETTINGS],
          useFactory: ({ brokers, service }: MessagingSettings) => new KafkajsAdapter(brokers, `throughline-${service}`),
        },
        Outbox,
        OutboxBell,
        QuietProbe,
        HandlerFinder,
        DeadLetters,
        MessagingLife,
      ],
      exports: [Outbox, OutboxBell, QuietProbe, DeadLetters, KAFKA_PORT, MESSAGING_SETTINGS],
    };
  }
}
