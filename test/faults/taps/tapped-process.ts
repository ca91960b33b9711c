import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { eventually } from '@throughline/testing/eventually';
import { kafkaTap } from './kafka-tap';
import { postgresTap } from './postgres-tap';
import type { Tap } from './tcp-tap';
import { temporalTap } from './temporal-tap';
import type { Tapped, Watch } from './watch';

const root = resolve(__dirname, '../../..');

export interface Role {
  /** Of its log, in test-results/held-logs. */
  name: string;
  /** Of the `throughline` command: `['serve', 'leads']`. */
  args: readonly string[];
  /** What it runs with, engines included. */
  env: Readonly<Record<string, string>>;
  /** Address of its own database; the setting that names it is behind its tap. */
  database?: string;
}

/** A role in a process of its own, with a tap between it and each engine. Killed, it is started again at once, until it is stopped. */
export class TappedProcess implements Tapped {
  watch: Watch | undefined;
  publishing: Tapped['publishing'];
  reading: Watch | undefined;
  /** Resolves when the engines know that the one that was killed last is no more. */
  gone: Promise<void> = Promise.resolve();
  /** How often it has died by kill -9. */
  kills = 0;
  /** Ends that nobody caused. */
  readonly faults: string[] = [];
  private child: ChildProcess | undefined;
  private doomed = false;
  private stopping = false;

  private constructor(
    private readonly role: Role,
    private readonly taps: Tap[],
    private env: NodeJS.ProcessEnv,
  ) {}

  static async start(role: Role): Promise<TappedProcess> {
    const made = new TappedProcess(role, [], {});
    const { env, database } = role;
    const temporal = await temporalTap(env['TEMPORAL_ADDRESS']!, made);
    const kafka = await kafkaTap(endOf(`tcp://${env['KAFKA_BROKERS']}`), made);
    const behind: Record<string, string> = { TEMPORAL_ADDRESS: `127.0.0.1:${temporal.port}`, KAFKA_BROKERS: `127.0.0.1:${kafka.port}` };
    made.taps.push(temporal, kafka);
    if (database) {
      const postgres = await postgresTap(endOf(env[database]!), made);
      made.taps.push(postgres);
      behind[database] = Object.assign(new URL(env[database]!), { port: String(postgres.port) }).toString();
    }
    made.env = { ...process.env, ...env, ...behind, LOG_LEVEL: 'info', MALLOC_ARENA_MAX: '2' };
    made.launch();
    return made;
  }

  /** Once it answers that it can do all its work. */
  async ready(url: string): Promise<void> {
    await eventually(async () => (await fetch(`${url}/health/ready`)).ok, 60_000);
  }

  die(): void {
    const { child } = this;
    this.doomed = true;
    // Dying takes some milliseconds, in which the engines still count on it: a task would be handed to it and lost for 10 s.
    if (child) this.gone = new Promise((done) => child.once('exit', () => setTimeout(done, 50)));
    child?.kill('SIGKILL');
  }

  /** SIGTERM; resolves when it is gone. */
  async stop(): Promise<void> {
    this.stopping = true;
    const { child } = this;
    if (child && child.exitCode === null && child.signalCode === null) {
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await gone;
    }
    await Promise.all(this.taps.map((tap) => tap.close()));
  }

  private launch(): void {
    const logs = join(root, 'test-results/held-logs');
    mkdirSync(logs, { recursive: true });
    const log = openSync(join(logs, `${this.role.name}.log`), this.kills === 0 ? 'w' : 'a');
    const program = ['-r', join(__dirname, 'end-with-parent.cjs'), join(root, 'dist/tools/throughline/main.js')];
    this.child = spawn(process.execPath, [...program, ...this.role.args], { cwd: root, env: this.env, stdio: ['ignore', log, log, 'ipc'] });
    closeSync(log);
    this.child.once('exit', (code, signal) => this.ended(signal ?? `code ${code}`));
  }

  private ended(how: string): void {
    if (this.stopping) return;
    if (this.doomed) this.kills += 1;
    else this.faults.push(`${this.role.name} ended by itself: ${how}`);
    this.doomed = false;
    this.publishing = undefined;
    this.reading = undefined;
    this.launch();
  }
}

function endOf(address: string): { host: string; port: number } {
  const { hostname, port } = new URL(address);
  return { host: hostname, port: Number(port) };
}
