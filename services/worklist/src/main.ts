import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { SettingsOf } from '@throughline/config/settings';
import { createServiceApp } from '@throughline/http/create-service-app';
import { readForms } from '@throughline/http/form-body';
import { DECISION_LINK_ROUTE } from './decide-by-link/decide-by-link.controller';
import { WorklistModule } from './worklist.module';

/** Serves tasks and approvals over HTTP, follows the events it needs, and polls its queue. Close it with `app.close()`. */
export function boot(settings: SettingsOf<'worklist'>): Promise<NestFastifyApplication> {
  return createServiceApp(WorklistModule, { service: 'worklist', port: settings.WORKLIST_PORT, settings, extend: readForms(DECISION_LINK_ROUTE) });
}
