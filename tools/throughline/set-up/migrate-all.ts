import type { SettingsOf } from '@throughline/config/settings';
import { withoutPassword } from '@throughline/embedded/engines';
import { postgresEngine } from '@throughline/embedded/engines/postgres-engine';
import { migrateSandbox } from '@throughline/persistence/migrate-sandbox';
import { migrateService } from '@throughline/persistence/migrate-service';
import { UsageError } from '../exit-codes';
import { dataServices, migrationsOf, type DataService } from '../service-registry';
import { untilReachable } from './until-reachable';

/**
 * Brings every schema up to date, the sandbox's first, as the services are granted to read it.
 * @param sandboxStart business time of a sandbox that has none yet, ISO 8601
 * @returns names of the migrations that were run now, by service
 */
export async function migrateAll(settings: SettingsOf<'migrate'>, sandboxStart?: string): Promise<Record<DataService, string[]>> {
  const startAt = sandboxStart === undefined ? undefined : new Date(sandboxStart);
  if (startAt && Number.isNaN(startAt.getTime())) throw new UsageError(`--sandbox-start must be an instant like 2026-01-05T01:00:00Z, not ${sandboxStart}.`);
  const ownerUrl = settings.DATABASE_URL;
  await untilReachable('PostgreSQL', withoutPassword(ownerUrl), 'DATABASE_URL', () => postgresEngine.probe({ DATABASE_URL: ownerUrl }));
  if (settings.THROUGHLINE_SANDBOX) {
    await migrateSandbox({ ownerUrl, ...(settings.DATABASE_URL_SANDBOX && { sandboxUrl: settings.DATABASE_URL_SANDBOX }), ...(startAt && { startAt }) });
  }
  const done = {} as Record<DataService, string[]>;
  // One after the other: an advisory lock would make them wait for each other anyway.
  for (const service of dataServices) {
    const serviceUrl = settings[`DATABASE_URL_${service.toUpperCase() as Uppercase<DataService>}`];
    done[service] = await migrateService({ service, ownerUrl, serviceUrl, migrations: migrationsOf(service) });
  }
  return done;
}
