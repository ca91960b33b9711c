import multipart from '@fastify/multipart';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { SettingsOf } from '@throughline/config/settings';
import { createServiceApp } from '@throughline/http/create-service-app';
import { LeadsModule } from './leads.module';

/** Serves leads over HTTP, follows the directory, publishes its facts and polls its queue. Close it with `app.close()`. */
export function boot(settings: SettingsOf<'leads'>): Promise<NestFastifyApplication> {
  return createServiceApp(LeadsModule, {
    service: 'leads',
    port: settings.LEADS_PORT,
    settings,
    extend: async (server) => {
      await server.register(multipart);
    },
  });
}
