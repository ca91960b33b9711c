import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { startEngines, type Engines } from './engines';
import { identify, isAlive } from './process-identity';
import type { ProgressEvent } from './progress';
import type { RecordedProcess } from './recorded-process';

/** Without the addresses of the engines that this test itself may be given: it starts its own. */
const bare = Object.fromEntries(Object.entries(process.env).filter(([name]) => !['DATABASE_URL', 'KAFKA_BROKERS', 'TEMPORAL_ADDRESS'].includes(name)));
const recordOf = (state: string) => JSON.parse(readFileSync(join(state, 'run/postgres.json'), 'utf8')) as RecordedProcess;

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows[0]?.answer;
  } finally {
    await client.end();
  }
}

describe('Engines on this machine', () => {
  let state: string;
  let engines: Engines | undefined;
  let events: ProgressEvent[];
  const start = (env: NodeJS.ProcessEnv = bare) => startEngines({ stateDir: state, want: ['postgres'], env, onProgress: (event) => events.push(event) });
  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), 'engines-'));
    events = [];
  });
  afterEach(async () => {
    await engines?.stop();
    engines = undefined;
    const elsewhere = join(state, 'postgres.elsewhere');
    if (existsSync(elsewhere)) rmSync(dirname(readFileSync(elsewhere, 'utf8')), { recursive: true, force: true });
    rmSync(state, { recursive: true, force: true });
  });

  it('keep what they hold over kill -9, a stop and a new start, at the same address', async () => {
    engines = await start();
    const url = engines.env['DATABASE_URL'] as string;
    expect(url).toMatch(/^postgres:\/\/throughline:.+@127\.0\.0\.1:\d+\/throughline$/);
    await ask(url, 'CREATE TABLE kept AS SELECT 42 AS answer');

    process.kill(engines.pid('postgres') as number, 'SIGKILL');
    for (let tries = 0; tries < 100 && !events.some(({ text }) => text.startsWith('runs again')); tries++) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await ask(url, 'SELECT answer FROM kept')).toBe(42);

    await engines.stop();
    expect(readdirSync(join(state, 'run'))).toEqual([]);
    engines = await start();
    expect(engines.env['DATABASE_URL']).toBe(url);
    expect(await ask(url, 'SELECT answer FROM kept')).toBe(42);
  }, 60_000);

  it('stay down when killed on purpose, until they are started again', async () => {
    engines = await start();
    const url = engines.env['DATABASE_URL'] as string;
    await engines.kill('postgres');
    await new Promise((resolve) => setTimeout(resolve, 600));
    await expect(ask(url, 'SELECT 1')).rejects.toThrow();
    await engines.restart('postgres');
    expect(await ask(url, 'SELECT 7 AS answer')).toBe(7);
  }, 60_000);

  it('are found and stopped at the next start when their parent was killed', async () => {
    engines = await start();
    const first = recordOf(state);
    // What remains after kill -9 of a parent: a process, its record, and nobody who would stop it.
    const sleeper = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
    await once(sleeper, 'spawn');
    engines.records.record('services', sleeper.pid as number);
    const abandoned = identify(sleeper.pid as number)!;
    const ended = once(sleeper, 'exit');
    await engines.stop();
    engines = await start();
    await ended;
    expect(isAlive(abandoned)).toBe(false);
    expect(isAlive(first)).toBe(false);
    expect(events.map(({ text }) => text)).toContain('stopped what an earlier run had left behind: services');
  }, 60_000);

  it('are not started where one is given, and a wrong address is told with its fix', async () => {
    const failure = start({ ...bare, DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/mine' });
    await expect(failure).rejects.toThrow(/DATABASE_URL is postgres:\/\/me:…@127\.0\.0\.1:1\/mine, but nothing that can be used answers there \(.*ECONNREFUSED.*\)[\s\S]*What to do: start it, or correct DATABASE_URL/);
    expect(JSON.stringify(events)).not.toContain('secret');
    expect(existsSync(join(state, 'owner.json'))).toBe(false);
  }, 20_000);
});
