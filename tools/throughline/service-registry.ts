import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadSettings, settingsFor } from '@throughline/config/settings';
import type { Migrations } from '@throughline/persistence/data-source';
import { platformMigrations } from '@throughline/persistence/platform-tables';
import { UsageError } from './exit-codes';
import type { Closable } from './run-until-stopped';

/** In the order in which they are booted: who is signed in, is known from the directory's keys; the gateway shows what the others have. */
export const serviceNames = ['directory', 'leads', 'opportunities', 'contracts', 'collections', 'worklist', 'gateway'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** The services that own a schema. */
export const dataServices = ['directory', 'leads', 'opportunities', 'contracts', 'collections', 'worklist'] as const satisfies readonly ServiceName[];
export type DataService = (typeof dataServices)[number];

/** Each is loaded only when it is served: a container of one service carries no other's code in memory. */
const boots: Record<ServiceName, () => Promise<Closable>> = {
  directory: async () => (await import('@throughline/services/directory/src/main')).boot(loadSettings(settingsFor('directory'))),
  leads: async () => (await import('@throughline/services/leads/src/main')).boot(loadSettings(settingsFor('leads'))),
  opportunities: async () => (await import('@throughline/services/opportunities/src/main')).boot(loadSettings(settingsFor('opportunities'))),
  contracts: async () => (await import('@throughline/services/contracts/src/main')).boot(loadSettings(settingsFor('contracts'))),
  collections: async () => (await import('@throughline/services/collections/src/main')).boot(loadSettings(settingsFor('collections'))),
  worklist: async () => (await import('@throughline/services/worklist/src/main')).boot(loadSettings(settingsFor('worklist'))),
  gateway: async () => (await import('@throughline/services/gateway/src/main')).boot(loadSettings(settingsFor('gateway'))),
};

/** Checks the settings of a service without starting it. @throws SettingsError */
export function checkSettings(service: ServiceName): void {
  loadSettings(settingsFor(service));
}

export function bootService(service: ServiceName): Promise<Closable> {
  return boots[service]();
}

/** @returns the services that were named, in boot order; `all` is every one. @throws UsageError on a name that is none */
export function chosenServices(names: readonly string[]): ServiceName[] {
  const unknown = names.filter((name) => name !== 'all' && !(serviceNames as readonly string[]).includes(name));
  if (unknown.length > 0) throw new UsageError(`No such service: ${unknown.join(', ')}. There are: ${serviceNames.join(', ')}, all.`);
  return names.includes('all') ? [...serviceNames] : serviceNames.filter((name) => names.includes(name));
}

/**
 * The migrations of a service: the platform's tables, then every migration class in its folder `migrations`. The folder is the list, so none can be
 * forgotten; TypeORM orders them by the time in their name.
 */
export function migrationsOf(service: DataService): Migrations {
  const folder = join(dirname(__dirname), '..', 'services', service, 'src', 'migrations');
  const own = readdirSync(folder)
    .filter((file) => /\.[jt]s$/.test(file) && !/\.(spec|d)\.[jt]s$/.test(file))
    .flatMap((file) => Object.values(require(join(folder, file)) as Record<string, unknown>))
    .filter(isMigration);
  return [...new Set([...(platformMigrations as unknown[]).filter(isMigration), ...own])];
}

function isMigration(value: unknown): value is Function {
  return typeof value === 'function' && typeof value.prototype?.up === 'function' && typeof value.prototype?.down === 'function';
}
