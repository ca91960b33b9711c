import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ports } from '@throughline/embedded/ports';
import { ProcessRecords } from '@throughline/embedded/recorded-process';
import type { ProgressEvent } from '@throughline/embedded/progress';
import { Supervisor } from './supervisor';

/** A child that answers at its port, counts its starts, and dies or hesitates as it is told. */
const CHILD = `
const [port, folder, mode] = process.argv.slice(2);
require('fs').appendFileSync(folder + '/starts', process.pid + '\\n');
if (mode === 'wrong-settings') { console.log('GATEWAY_PORT must be a whole number'); process.exit(2); }
require('http').createServer((_, answer) => answer.end('up')).listen(Number(port), '127.0.0.1');
process.on('SIGTERM', () => { require('fs').writeFileSync(folder + '/drained', ''); process.exit(0); });
`;

describe('The supervisor', () => {
  let state: string;
  let ports: Ports;
  let port: number;
  let supervisor: Supervisor;
  let events: ProgressEvent[];
  beforeEach(async () => {
    state = mkdtempSync(join(tmpdir(), 'supervisor-'));
    writeFileSync(join(state, 'child.js'), CHILD);
    ports = new Ports(state);
    port = await ports.choose('child', 38_000);
    events = [];
    supervisor = new Supervisor({
      stateDir: state,
      records: new ProcessRecords(join(state, 'run')),
      env: process.env,
      tell: (event) => events.push(event),
      command: [process.execPath, join(state, 'child.js')],
      backoffMs: [20],
      readyWithinMs: 10_000,
    });
  });
  afterEach(async () => {
    await supervisor.stop();
    ports.release();
    rmSync(state, { recursive: true });
  });
  const start = (mode = 'normal') => supervisor.start([{ name: 'services', title: 'Services', args: [String(port), state, mode], readyUrl: `http://127.0.0.1:${port}/` }]);
  const starts = () => readFileSync(join(state, 'starts'), 'utf8').trim().split('\n').map(Number);
  const until = async (true_: () => boolean) => {
    for (let tries = 0; tries < 200 && !true_(); tries++) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(true_()).toBe(true);
  };

  it('waits until a child is ready, and lets it drain at the end', async () => {
    await start();
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('up');
    expect(readdirSync(join(state, 'run'))).toEqual(['services.json']);
    await supervisor.stop();
    expect(readdirSync(state)).toContain('drained');
    expect(readdirSync(join(state, 'run'))).toEqual([]);
  });

  it('starts a child again that was killed, every time', async () => {
    await start();
    for (const life of [1, 2]) {
      process.kill(supervisor.pid('services') as number, 'SIGKILL');
      await until(() => starts().length === life + 1 && events.filter(({ text }) => text === 'runs again').length === life);
    }
    expect(new Set(starts()).size).toBe(3);
    expect(starts().at(-1)).toBe(supervisor.pid('services'));
    expect(events.map(({ text, why }) => `${text}${why ? ` because ${why}` : ''}`)).toContain('starting again in 0.02 s because it was killed (SIGKILL)');
  });

  it('tells what the child said when it cannot come up, and does not try for ever', async () => {
    await expect(start('wrong-settings')).rejects.toThrow(/Services: it ended with code 2 while starting\. It last said:\s+GATEWAY_PORT must be a whole number\s+What to do: Its settings are wrong/);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(starts()).toHaveLength(1);
  });
});
