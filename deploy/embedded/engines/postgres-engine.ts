import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { identify } from '../process-identity';
import { findPostgres, type PostgresProgram } from '../programs/postgres-program';
import type { ProgramContext } from '../programs/program-context';
import { runProgram } from '../run-program';
import { mayEnter, reachableFolder, userForPostgres, type SystemUser } from '../system-user';
import type { Engine } from './engine';

const OWNER = 'throughline';
const DATABASE = 'throughline';

export const postgresEngine: Engine<PostgresProgram> = {
  name: 'postgres',
  title: 'PostgreSQL',
  purpose: 'it holds every record',
  given: 'DATABASE_URL',
  ports: { postgres: 5432 },
  readyWithinMs: 60_000,
  find: (context, home) => findPostgres(context, userForPostgres(), majorOf(join(home, 'data'))),

  home(stateDir) {
    const user = userForPostgres();
    const folder = user && !mayEnter(user, stateDir) ? join(reachableFolder(user, stateDir), 'postgres') : join(stateDir, 'postgres');
    // Where the data lies outside the state directory, reset has to find it.
    if (!folder.startsWith(stateDir)) writeFileSync(join(stateDir, 'postgres.elsewhere'), folder);
    return folder;
  },

  async prepare(program, { home, ports }, context) {
    const user = userForPostgres();
    const data = join(home, 'data');
    if (user) chownSync(home, user.uid, user.gid);
    if (!existsSync(join(data, 'PG_VERSION'))) await initialise(program, home, data, user, context);
    dropStalePid(data);
    return {
      command: join(program.bin, 'postgres'),
      args: ['-D', data, '-p', String(ports['postgres']), ...Object.entries(SERVER_SETTINGS).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
      cwd: data,
      env: withoutPostgresOptions(context.env),
      uid: user?.uid,
      gid: user?.gid,
      // "Fast" shutdown: rolls open transactions back rather than waiting for clients to leave.
      stopSignal: 'SIGINT',
      stopGraceMs: 15_000,
    };
  },

  async probe({ DATABASE_URL = '' }) {
    await withClient(inDatabase(DATABASE_URL, 'postgres'), (client) => client.query('SELECT 1')).catch(async (error: { code?: string }) => {
      // A given server may let us see only our own database.
      if (error.code === '3D000' || error.code === '42501' || error.code === '28000') return withClient(DATABASE_URL, (client) => client.query('SELECT 1'));
      throw error;
    });
  },

  address: ({ home, ports }) => ({ DATABASE_URL: `postgres://${OWNER}:${passwordOf(home)}@127.0.0.1:${ports['postgres']}/${DATABASE}` }),

  async afterStart({ DATABASE_URL = '' }) {
    await withClient(inDatabase(DATABASE_URL, 'postgres'), async (client) => {
      const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
      if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE}`);
    });
  },
};

const SERVER_SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // Seven services with a pool of ten each, their relays, and tests that run beside each other.
  max_connections: '300',
  shared_buffers: '256MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

async function initialise({ bin, major }: PostgresProgram, home: string, data: string, user: SystemUser | undefined, { say, signal, env }: ProgramContext): Promise<void> {
  say('making its database files', 'this is its first start');
  // Made beside its place and moved there when whole: a killed run must not leave half a database that looks like one.
  const partial = `${data}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { mode: 0o700 });
  const password = join(home, 'password');
  rmSync(password, { force: true });
  writeFileSync(password, randomBytes(18).toString('base64url'), { mode: 0o600 });
  if (user) for (const path of [partial, password]) chownSync(path, user.uid, user.gid);
  const locale = major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'] : ['--no-locale'];
  await runProgram(join(bin, 'initdb'), ['-D', partial, '-U', OWNER, `--pwfile=${password}`, '-A', 'scram-sha-256', '-E', 'UTF8', ...locale], {
    cwd: home,
    env: withoutPostgresOptions(env),
    uid: user?.uid,
    gid: user?.gid,
    signal,
  });
  renameSync(partial, data);
}

/** After a kill -9 the pid in postmaster.pid may belong to a stranger by now; PostgreSQL would then refuse to start for ever. */
function dropStalePid(data: string): void {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (identify(pid) && commandOf(pid).includes('postgres')) return;
  rmSync(file, { force: true });
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return 'postgres'; // no /proc: let PostgreSQL decide
  }
}

/** @returns the major version that made these files, or undefined if there are none. */
function majorOf(data: string): number | undefined {
  const file = join(data, 'PG_VERSION');
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined;
}

function passwordOf(home: string): string {
  return readFileSync(join(home, 'password'), 'utf8').trim();
}

function inDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}

async function withClient<T>(connectionString: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 3_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** PGDATA, PGPORT and the like, set for a person's own server, would redirect ours. */
function withoutPostgresOptions(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_'))), LC_ALL: 'C' };
}
