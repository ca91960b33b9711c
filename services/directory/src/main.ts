import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { SettingsOf } from '@throughline/config/settings';
import { createServiceApp } from '@throughline/http/create-service-app';
import { readForms } from '@throughline/http/form-body';
import { DirectoryModule } from './directory.module';

/** Where RFC 6749 has a form sent. */
const forms = readForms('/oauth/token');

/**
 * Serves the directory over HTTP and publishes its facts. Close it with `app.close()`.
 * @throws Error where a sandbox is asked for beside production settings
 */
export async function boot(settings: SettingsOf<'directory'>): Promise<NestFastifyApplication> {
  return createServiceApp(DirectoryModule.with(settings), { service: 'directory', port: settings.DIRECTORY_PORT, settings, extend: forms });
}
