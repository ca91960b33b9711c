import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startEngines, type Engines } from '@throughline/embedded/engines';
import type { Measured } from './bench';

const root = resolve(__dirname, '../..');
const rows = [
  'intake', 'import', 'import, crowded', 'import, screened', 'claims', 'claims HTTP', 'relay', 'relay idle', 'relay 100/s', 'decide, 1 in flight', 'decide, 16 in flight', 'due', 'inbox', 'preview', 'idle memory', 'idle boot',
];
let engines: Engines;
let folder: string;

beforeAll(async () => {
  // Engines of their own: `idle` joins the consumer groups of the services, which must not take events from the installation of the other specs.
  const { DATABASE_URL: _database, KAFKA_BROKERS: _kafka, TEMPORAL_ADDRESS: _temporal, ...env } = process.env;
  engines = await startEngines({ stateDir: join(root, '.throughline/test-bench'), want: ['postgres', 'kafka', 'temporal'], env });
  folder = mkdtempSync(join(tmpdir(), 'throughline-benches-'));
}, 300_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await engines?.stop();
});

/** The compiled program, as `npm run bench` runs it; `npm test` has built it before. In a folder of its own, as results go below the current one. */
function runBenches(...args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((done, fail) => {
    let output = '';
    const child = spawn(process.execPath, [join(root, 'dist/test/bench/main.js'), ...args], {
      cwd: folder,
      env: { ...process.env, ...engines.env, NODE_ENV: 'development', LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', fail);
    child.once('close', (code) => done({ code: code ?? 1, output }));
  });
}

describe('the benches', () => {
  it('all run in their smallest size, and both sides of each did the same work', async () => {
    const { code, output } = await runBenches('--smallest');
    expect({ code, output }).toMatchObject({ code: 0 });
    const results = JSON.parse(readFileSync(join(folder, 'test-results/bench/smallest.json'), 'utf8')) as Measured[];
    expect(results.map(({ row }) => row)).toEqual(rows);
    expect(results.flatMap(({ row, faults }) => faults.map((fault) => `${row}: ${fault}`))).toEqual([]);
    for (const { row, ratio } of results) expect({ row, ratio }).toEqual({ row, ratio: expect.any(Number) });
    // The table at the end has a line for each.
    const table = output.slice(output.lastIndexOf('\nrow '));
    for (const row of rows) expect(table).toContain(`\n${row} `);
  }, 300_000);

  it('refuse a name that is none', async () => {
    expect(await runBenches('speed')).toMatchObject({ code: 2, output: expect.stringContaining('No such bench: speed') });
  });
});
