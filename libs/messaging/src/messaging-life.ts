import type { BeforeApplicationShutdown, OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { HealthRegistry } from '@throughline/observability/health';
import { rootLogger } from '@throughline/observability/logger';
import type { PersistenceSettings } from '@throughline/persistence/persistence-settings';
import { PERSISTENCE_SETTINGS } from '@throughline/persistence/persistence-settings';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';

import { AuditSealer } from './audit-sealer';
import { EventConsumers } from './event-consumers';
import { HandlerFinder } from './handler-finder';
import type { KafkaPort } from './kafka-port';
import { KAFKA_PORT } from './kafka-port';
import type { MessagingOptions } from './messaging-options';
import { MESSAGING_OPTIONS } from './messaging-options';
import type { MessagingSettings } from './messaging-settings';
import { MESSAGING_SETTINGS } from './messaging-settings';
import { OutboxBell } from './outbox-bell';
import { OutboxKeeper } from './outbox-keeper';
import { OutboxRelay } from './outbox-relay';
import { QuietProbe } from './quiet-probe';

/** Relay and consumers live as long as the application. */
@Injectable()
export class MessagingLife implements BeforeApplicationShutdown, OnApplicationBootstrap, OnModuleDestroy {
  private readonly relay: OutboxRelay;
  private readonly keeper: OutboxKeeper;
  private readonly sealer: AuditSealer;
  private consumers: EventConsumers | undefined;
  private stopping: Promise<unknown> | undefined;

  constructor(
    @Inject(KAFKA_PORT) private readonly port: KafkaPort,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    @Inject(MESSAGING_SETTINGS) private readonly settings: MessagingSettings,
    @Inject(PERSISTENCE_SETTINGS) persistence: PersistenceSettings,
    @Inject(TransactionRunner) private readonly transactions: TransactionRunner,
    @Inject(HandlerFinder) private readonly handlers: HandlerFinder,
    @Inject(OutboxBell) bell: OutboxBell,
    @Inject(QuietProbe) private readonly probe: QuietProbe,
    @Optional() @Inject(HealthRegistry) private readonly health?: HealthRegistry,
  ) {
    this.sealer = new AuditSealer(settings.service, transactions);
    this.relay = new OutboxRelay({ service: settings.service, url: persistence.url, onPublished: () => this.sealer.soon() }, port, bell, probe);
    this.keeper = new OutboxKeeper(settings.service, transactions, this.relay, probe);
  }

  async onApplicationBootstrap(): Promise<void> {
    this.keeper.watch();
    if (this.options.passive ?? process.env.THROUGHLINE_PASSIVE === 'true') return;
    this.health?.add('kafka', async () => ((await this.port.isReachable()) ? { ok: true } : { ok: false, reason: 'no broker answers' }));
    const fatal = this.options.onFatal ?? ((error: Error) => endProcess(this.settings.service, error));
    const subscriptions = await this.handlers.subscriptions();
    this.consumers = new EventConsumers(this.port, this.transactions, this.settings, subscriptions, this.probe, fatal);
    this.relay.start();
    this.keeper.start();
    this.sealer.start();
    this.consumers.start();
  }

  /** Begins to stop and does not wait: the worker of the queue drains meanwhile. */
  onModuleDestroy(): void {
    this.keeper.stop();
    this.stopping = Promise.allSettled([this.consumers?.stop(), this.relay.stop().then(() => this.sealer.stop())]);
  }

  /** Before the database goes: what is under way is finished first. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.stopping;
    await this.port.close();
  }
}

function endProcess(service: string, error: Error): void {
  rootLogger(service).fatal({ err: error }, 'consumers have died, the process ends to be started anew');
  process.exit(1);
}
