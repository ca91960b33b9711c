import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { SettingsOf } from '@throughline/config/settings';
import { createServiceApp } from '@throughline/http/create-service-app';
import { WorklistModule } from './worklist.module';

/** Serves tasks and approvals over HTTP, follows the events it needs, and polls its queue. Close it with `app.close()`. */
export function boot(settings: SettingsOf<'worklist'>): Promise<NestFastifyApplication> {
  return createServiceApp(WorklistModule, { service: 'worklist', port: settings.WORKLIST_PORT, settings });
}
