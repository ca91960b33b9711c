import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { SettingsOf } from '@throughline/config/settings';
import { createServiceApp } from '@throughline/http/create-service-app';
import { ContractsModule } from './contracts.module';

/** Serves contracts over HTTP, follows the events it needs, and polls its queue. Close it with `app.close()`. */
export function boot(settings: SettingsOf<'contracts'>): Promise<NestFastifyApplication> {
  return createServiceApp(ContractsModule, { service: 'contracts', port: settings.CONTRACTS_PORT, settings });
}
