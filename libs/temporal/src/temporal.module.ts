import { type DynamicModule, Inject, Injectable, Module, type OnApplicationBootstrap, type OnApplicationShutdown, Optional, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';

import { HealthRegistry } from '@throughline/observability/health';

import type { ActivityCount } from './activity-interceptors';
import { activitiesOf } from './activities-of';
import { sandboxActivities, type WakeUps } from './sandbox-activities';
import { ServiceWorker, type ServiceWorkerOptions } from './service-worker';
import { Stories } from './stories';
import { TOUCHED_WORKFLOWS } from './touched-workflows';

export interface TemporalOptions extends Partial<Pick<ServiceWorkerOptions, 'address' | 'namespace' | 'workflowBundle' | 'workflowsPath' | 'onFailure'>> {
  /** Task queue to poll; absent: this application only speaks to workflows. */
  queue?: string;
  /** Providers whose methods are the activities of the queue. */
  activities?: Type<object>[];
}

const OPTIONS = Symbol('TEMPORAL_OPTIONS');
/** Optional: where sandbox wake-ups are registered. */
export const WAKE_UPS = Symbol('WAKE_UPS');

@Injectable()
class WorkerLife implements OnApplicationBootstrap, OnApplicationShutdown {
  private worker?: ServiceWorker;

  constructor(
    @Inject(OPTIONS) private readonly options: TemporalOptions,
    @Inject(ModuleRef) private readonly modules: ModuleRef,
    @Optional() @Inject(HealthRegistry) private readonly health?: HealthRegistry,
    @Optional() @Inject(TOUCHED_WORKFLOWS) private readonly count?: Partial<ActivityCount>,
    @Optional() @Inject(WAKE_UPS) private readonly wakeUps?: WakeUps,
  ) {}

  onApplicationBootstrap(): void {
    const { queue, activities = [], ...rest } = this.options;
    if (!queue) return;
    const instances = activities.map((type) => this.modules.get(type, { strict: false }));
    const worker = new ServiceWorker({
      queue,
      activities: { ...activitiesOf(instances), ...sandboxActivities(this.wakeUps) },
      ...(this.count?.activityStarted && { count: this.count as ActivityCount }),
      ...rest,
    });
    this.worker = worker;
    this.health?.add('temporal worker', () => ({ ok: worker.state === 'running', reason: `the worker of ${queue} is ${worker.state}` }));
    worker.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.worker?.stop();
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
