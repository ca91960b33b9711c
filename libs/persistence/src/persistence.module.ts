import type { DynamicModule, OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { Inject, Injectable, Module, Optional } from '@nestjs/common';
import { HealthRegistry } from '@throughline/observability/health';
import { DataSource } from 'typeorm';

import { BusinessClock } from './business-clock';
import type { Classes, Migrations } from './data-source';
import { serviceDataSource } from './data-source';
import type { PersistenceSettings } from './persistence-settings';
import { PERSISTENCE_SETTINGS } from './persistence-settings';
import { serviceAddress } from './service-address';
import { TIME_SOURCE } from './time-source';
import { TransactionRunner } from './transaction-runner';

export interface PersistenceOptions {
  /** Also the name of the schema. */
  service: string;
  entities: Classes;
  /** Run by `migrateService` as the owner, never by the service itself, whose role may not change tables. */
  migrations?: Migrations;
  /** Default: `DATABASE_URL_<SERVICE>`. */
  url?: string;
  /** Default: `THROUGHLINE_SANDBOX`. */
  sandbox?: boolean;
  poolSize?: number;
}

@Injectable()
class DatabaseHealth implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Optional() @Inject(HealthRegistry) private readonly health?: HealthRegistry,
  ) {}

  onModuleInit(): void {
    this.health?.add('database', async () => {
      await this.dataSource.query('SELECT 1');
      return { ok: true };
    });
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

/** Database, transactions and business time of one service; global within its Nest application. */
@Module({})
export class PersistenceModule {
  static forService(options: PersistenceOptions): DynamicModule {
    return {
      module: PersistenceModule,
      global: true,
      providers: [
        { provide: PERSISTENCE_SETTINGS, useFactory: () => settingsOf(options) },
        {
          provide: DataSource,
          inject: [PERSISTENCE_SETTINGS],
          useFactory: (settings: PersistenceSettings) => serviceDataSource(settings, options.entities).initialize(),
        },
        TransactionRunner,
        BusinessClock,
        { provide: TIME_SOURCE, useExisting: BusinessClock },
        DatabaseHealth,
      ],
      exports: [DataSource, TransactionRunner, TIME_SOURCE, PERSISTENCE_SETTINGS],
    };
  }
}

function settingsOf(options: PersistenceOptions): PersistenceSettings {
  return {
    service: options.service,
    url: options.url ?? serviceAddress(options.service),
    sandbox: options.sandbox ?? process.env.THROUGHLINE_SANDBOX === 'true',
    poolSize: options.poolSize ?? 10,
  };
}
