import { type DynamicModule, Module } from '@nestjs/common';

import type { SettingsOf } from '@throughline/config/settings';
import { serviceDataSource } from '@throughline/persistence/data-source';
import { SandboxTimeStore } from '@throughline/persistence/sandbox-time-store';
import { temporalClient } from '@throughline/temporal/client';
import { Stories } from '@throughline/temporal/stories';

import { AdvanceSandboxTimeController } from './advance-sandbox-time.controller';
import { AdvanceSandboxTime } from './advance-sandbox-time.command';
import { LiveSources } from './live-sources';
import { SandboxDatabase } from './sandbox-database';

/** Movable time. The gateway's only database connection, and only here. */
@Module({})
export class SandboxTimeModule {
  /** @throws Error without DATABASE_URL_SANDBOX */
  static forSandbox(settings: SettingsOf<'gateway'>, peers: Record<string, string>): DynamicModule {
    const url = settings.DATABASE_URL_SANDBOX;
    if (!url) throw new Error('THROUGHLINE_SANDBOX is true, so the gateway needs DATABASE_URL_SANDBOX to move time.');
    const where = { address: settings.TEMPORAL_ADDRESS, namespace: settings.TEMPORAL_NAMESPACE };
    return {
      module: SandboxTimeModule,
      controllers: [AdvanceSandboxTimeController],
      providers: [
        {
          provide: SandboxDatabase,
          useFactory: async () => new SandboxDatabase(await serviceDataSource({ service: 'sandbox', url, sandbox: true, owner: true, poolSize: 3 }).initialize()),
        },
        { provide: SandboxTimeStore, inject: [SandboxDatabase], useFactory: ({ source }: SandboxDatabase) => new SandboxTimeStore(source) },
        {
          provide: AdvanceSandboxTime,
          inject: [SandboxTimeStore],
          useFactory: (store: SandboxTimeStore) => new AdvanceSandboxTime(store, new Stories(), new LiveSources(peers, () => temporalClient(where))),
        },
      ],
    };
  }
}
