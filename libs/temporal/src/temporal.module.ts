import { type BeforeApplicationShutdown, type DynamicModule, Inject, Injectable, Module, type OnApplicationBootstrap, type OnModuleDestroy, Optional, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';

import { QuietProbe } from '@throughline/messaging/quiet-probe';
import { HealthRegistry } from '@throughline/observability/health';
import { SandboxTimeStore } from '@throughline/persistence/sandbox-time-store';

import { activitiesOf } from './activities-of';
import { temporalHealth, workerHealth } from './health';
import { sandboxActivities, type WakeUps } from './sandbox-activities';
import { ServiceWorker, type ServiceWorkerOptions } from './service-worker';
import { Stories } from './stories';

export interface TemporalOptions extends Partial<Pick<ServiceWorkerOptions, 'address' | 'namespace' | 'workflowBundle' | 'workflowsPath' | 'onFailure'>> {
  /** Task queue to poll; absent: this application only speaks to workflows. */
  queue?: string;
  /** Providers whose methods are the activities of the queue. */
  activities?: Type<object>[];
  /** Where sandbox wake-ups are registered; default the service's own database. */
  wakeUps?: WakeUps;
}

const OPTIONS = Symbol('TEMPORAL_OPTIONS');

@Injectable()
class WorkerLife implements BeforeApplicationShutdown, OnApplicationBootstrap, OnModuleDestroy {
  private worker?: ServiceWorker;
  private stopping?: Promise<void>;

  constructor(
    @Inject(OPTIONS) private readonly options: TemporalOptions,
    @Inject(ModuleRef) private readonly modules: ModuleRef,
    @Optional() @Inject(HealthRegistry) private readonly health?: HealthRegistry,
    @Optional() @Inject(QuietProbe) private readonly quiet?: QuietProbe,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { queue, activities = [], wakeUps: _wakeUps, ...rest } = this.options;
    // An operator's command needs the providers, not the work.
    if (!queue || process.env.THROUGHLINE_PASSIVE === 'true') return;
    const instances = activities.map((type) => this.modules.get(type, { strict: false }));
    const worker = new ServiceWorker({
      queue,
      activities: { ...activitiesOf(instances), ...sandboxActivities(await this.wakeUps()) },
      ...(this.quiet && { count: this.quiet }),
      ...rest,
    });
    this.worker = worker;
    this.health?.add('temporal', () => temporalHealth(this.options));
    this.health?.add('temporal worker', () => workerHealth(worker, queue));
    worker.start();
  }

  /** Begins to drain and does not wait: consumers and relay stop meanwhile. */
  onModuleDestroy(): void {
    this.stopping = this.worker?.stop();
    this.stopping?.catch(() => undefined);
  }

  /** Before the database goes: activities under way still need it. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.stopping;
  }

  /** The register of the service's own database; a worker without a database has `wakeUps` in its options, or no sleepers. */
  private async wakeUps(): Promise<WakeUps | undefined> {
    if (process.env.THROUGHLINE_SANDBOX !== 'true') return undefined;
    return this.options.wakeUps ?? (await this.modules.create(SandboxTimeStore).catch(() => undefined));
  }
}

/** Stories for the whole application and, where a queue is named, its worker. */
@Module({})
export class TemporalModule {
  static forService(options: TemporalOptions = {}): DynamicModule {
    return {
      module: TemporalModule,
      global: true,
      providers: [{ provide: OPTIONS, useValue: options }, Stories, WorkerLife],
      exports: [Stories],
    };
  }
}
