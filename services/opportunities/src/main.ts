import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { SettingsOf } from '@throughline/config/settings';
import { createServiceApp } from '@throughline/http/create-service-app';
import { OpportunitiesModule } from './opportunities.module';

/** Serves opportunities over HTTP, follows the events it needs, and polls its queue. Close it with `app.close()`. */
export function boot(settings: SettingsOf<'opportunities'>): Promise<NestFastifyApplication> {
  return createServiceApp(OpportunitiesModule, { service: 'opportunities', port: settings.OPPORTUNITIES_PORT, settings });
}
