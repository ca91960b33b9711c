import { readFileSync } from 'node:fs';
import type { Setting } from './setting';
import type { SettingName, Settings } from './known-settings';
import { settings } from './known-settings';

export type { SettingName, Settings } from './known-settings';

type Environment = Readonly<Record<string, string | undefined>>;

/** All that is wrong with the settings, at once. Ends the program with exit code 2; never holds a value of a secret. */
export class SettingsError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`${faults.length === 1 ? 'One setting is' : `${faults.length} settings are`} wrong:\n${faults.map((fault) => `  - ${fault}`).join('\n')}\nSee docs/settings.md.`);
    this.name = 'SettingsError';
  }
}

/**
 * Reads and checks settings from the environment. An empty variable counts as absent, as compose passes it.
 * @throws SettingsError with every fault of every key, and of the keys among each other
 */
export function loadSettings<K extends SettingName>(keys: readonly K[], env: Environment = process.env): Settings<K> {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const key of new Set(keys)) {
    try {
      values[key] = readOne(key, settings[key], env);
    } catch (fault) {
      faults.push(`${key} ${(fault as Error).message}`);
    }
  }
  if (values.THROUGHLINE_SANDBOX === true && values.NODE_ENV === 'production') {
    faults.push('THROUGHLINE_SANDBOX must not be true where NODE_ENV is production: the sandbox lets anybody sign in as anybody');
  }
  if (faults.length > 0) throw new SettingsError(faults);
  return Object.freeze(values) as Settings<K>;
}

function readOne(name: string, setting: Setting<unknown>, env: Environment): unknown {
  const given = setting.secret ? (fromFile(name, env) ?? env[name]) : env[name];
  const value = given === undefined || given === '' ? setting.byDefault : given;
  if (value !== undefined) return setting.read(value);
  if (setting.optional) return undefined;
  throw new Error(setting.secret ? `is missing (give it, or its file as ${name}_FILE)` : 'is missing');
}

/** The content of `<NAME>_FILE`, without the newline that editors put at its end. */
function fromFile(name: string, env: Environment): string | undefined {
  const path = env[`${name}_FILE`];
  if (path === undefined || path === '') return undefined;
  if (env[name] !== undefined && env[name] !== '') throw new Error(`is given twice, also as ${name}_FILE`);
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new Error(`cannot be read from the file in ${name}_FILE (${(error as NodeJS.ErrnoException).code ?? 'unreadable'})`);
  }
}

const common = ['NODE_ENV', 'THROUGHLINE_TENANT', 'THROUGHLINE_SANDBOX', 'HOST', 'LOG_LEVEL', 'OTEL_EXPORTER_OTLP_ENDPOINT'] as const;
const tokens = ['TOKEN_ISSUER', 'TOKEN_AUDIENCE', 'JWKS_URL'] as const;
const temporal = ['TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'TEMPORAL_MAX_CACHED_WORKFLOWS', 'CONTINUE_AS_NEW_EVENTS'] as const;
const service = [...common, ...tokens, ...temporal, 'KAFKA_BROKERS', 'THROUGHLINE_PASSIVE'] as const;
const databases = [
  'DATABASE_URL_DIRECTORY',
  'DATABASE_URL_LEADS',
  'DATABASE_URL_OPPORTUNITIES',
  'DATABASE_URL_CONTRACTS',
  'DATABASE_URL_COLLECTIONS',
  'DATABASE_URL_WORKLIST',
] as const;
const urls = ['DIRECTORY_URL', 'LEADS_URL', 'OPPORTUNITIES_URL', 'CONTRACTS_URL', 'COLLECTIONS_URL', 'WORKLIST_URL', 'WORKER_URL'] as const;

const signIn = ['PUBLIC_URL', 'SESSION_IDLE_MINUTES', 'SESSION_HOURS', 'OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_NAME', 'OIDC_TRUST_EMAILS', 'SMTP_URL', 'MAIL_FROM'] as const;

/** Which settings each role of the program reads. */
const needs = {
  directory: [...service, 'DIRECTORY_PORT', 'DATABASE_URL_DIRECTORY', 'SANDBOX_SIGNING_KEY', 'TOKEN_KEY_SECRET', ...signIn],
  leads: [...service, 'LEADS_PORT', 'DATABASE_URL_LEADS', 'CAPTCHA_VERIFY_URL', 'CAPTCHA_SECRET'],
  opportunities: [...service, 'OPPORTUNITIES_PORT', 'DATABASE_URL_OPPORTUNITIES'],
  contracts: [...service, 'CONTRACTS_PORT', 'DATABASE_URL_CONTRACTS'],
  collections: [...service, 'COLLECTIONS_PORT', 'DATABASE_URL_COLLECTIONS'],
  worklist: [...service, 'WORKLIST_PORT', 'DATABASE_URL_WORKLIST', 'PUBLIC_URL', 'SMTP_URL', 'MAIL_FROM', 'NOTICE_SECRET', 'VAPID_PRIVATE_KEY', 'WEBHOOKS_INSIDE'],
  gateway: [...common, ...tokens, ...urls, 'GATEWAY_PORT', 'PUBLIC_URL', 'TRUSTED_PROXIES', 'DATABASE_URL_SANDBOX', 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE'],
  worker: [...common, ...temporal, 'KAFKA_BROKERS', 'WORKER_PORT'],
  migrate: [...common, 'DATABASE_URL', ...databases, 'DATABASE_URL_SANDBOX'],
  topics: [...common, 'KAFKA_BROKERS'],
  namespace: [...common, 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE'],
  seed: [...common, 'KAFKA_BROKERS', 'DATABASE_URL_DIRECTORY', 'DATABASE_URL_LEADS'],
  audit: [...common, ...databases],
  'sign-in': [...common, 'DATABASE_URL_DIRECTORY', 'PUBLIC_URL'],
  doctor: [...common, ...databases, 'KAFKA_BROKERS', 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'GATEWAY_PORT', ...urls],
} as const satisfies Record<string, readonly SettingName[]>;

export type SettingsRole = keyof typeof needs;
export type SettingsOf<R extends SettingsRole> = Settings<(typeof needs)[R][number]>;

/** The settings that one role needs: `loadSettings(settingsFor('leads'))`. */
export function settingsFor<R extends SettingsRole>(role: R): readonly (typeof needs)[R][number][] {
  return needs[role];
}

export function settingsRoles(): SettingsRole[] {
  return Object.keys(needs) as SettingsRole[];
}
