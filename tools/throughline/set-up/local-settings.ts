import { createECDH, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ports } from '@throughline/embedded/ports';
import { dataServices, serviceNames } from '../service-registry';

/** The usual port of each role. */
const usualPorts = { gateway: 8080, directory: 8081, leads: 8082, opportunities: 8083, contracts: 8084, collections: 8085, worklist: 8086, worker: 8090 } as const;

/**
 * All settings of an installation on one machine: what is not given by the environment is chosen here, and is the same at every start.
 * @param engines the addresses of the engines
 * @param env the user's own environment, which wins
 */
export async function localSettings(stateDir: string, ports: Ports, engines: Record<string, string>, env: NodeJS.ProcessEnv = process.env): Promise<Record<string, string>> {
  const chosen: Record<string, string> = {
    NODE_ENV: 'development',
    THROUGHLINE_SANDBOX: 'true',
    THROUGHLINE_TENANT: 'demo',
    TEMPORAL_NAMESPACE: 'throughline',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'info',
    ...engines,
  };
  for (const role of [...serviceNames, 'worker'] as const) {
    const name = role.toUpperCase();
    const port = env[`${name}_PORT`] ?? String(await ports.choose(role, usualPorts[role]));
    chosen[`${name}_PORT`] = port;
    if (role !== 'gateway') chosen[`${name}_URL`] = `http://127.0.0.1:${port}`;
  }
  const gateway = `http://127.0.0.1:${chosen['GATEWAY_PORT']}`;
  chosen['TOKEN_ISSUER'] = gateway;
  chosen['PUBLIC_URL'] = gateway;
  chosen['JWKS_URL'] = `${env['DIRECTORY_URL'] ?? chosen['DIRECTORY_URL']}/.well-known/jwks.json`;
  chosen['VAPID_PRIVATE_KEY'] = madeOnce(stateDir, 'push-key', pushKey);
  const password = madeOnce(stateDir, 'role-password', () => randomBytes(18).toString('base64url'));
  const owner = env['DATABASE_URL'] ?? engines['DATABASE_URL'] ?? '';
  for (const role of [...dataServices, 'sandbox']) chosen[`DATABASE_URL_${role.toUpperCase()}`] = asRole(owner, `throughline_${role}`, password);
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== '')) as Record<string, string>;
  return { ...chosen, ...given };
}

/** The same server and database, as another role. */
export function asRole(url: string, role: string, password: string): string {
  const address = new URL(url);
  address.username = role;
  address.password = password;
  return address.toString();
}

/** A secret of this machine: one password for the login roles of its services; the key by which push services know it. */
function madeOnce(stateDir: string, name: string, make: () => string): string {
  const file = join(stateDir, name);
  if (!existsSync(file)) {
    mkdirSync(stateDir, { recursive: true });
    writeFileSync(file, make(), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8').trim();
}

/** P-256; written with all its bytes, however small it is. */
function pushKey(): string {
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  return Buffer.from(pair.getPrivateKey('hex').padStart(64, '0'), 'hex').toString('base64url');
}
