import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { SettingsOf } from '@throughline/config/settings';
import { createServiceApp } from '@throughline/http/create-service-app';
import { CollectionsModule } from './collections.module';

/** Serves plans, receipts and dunning over HTTP, follows the events it needs, and polls its queue. Close it with `app.close()`. */
export function boot(settings: SettingsOf<'collections'>): Promise<NestFastifyApplication> {
  return createServiceApp(CollectionsModule, { service: 'collections', port: settings.COLLECTIONS_PORT, settings });
}
