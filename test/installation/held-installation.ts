import { fork, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { rowsIn } from './rows';

type EngineName = 'postgres' | 'kafka' | 'temporal';
interface Word {
  id: number;
  error?: string;
}

/** An installation of one spec's own, whose engines may be killed: no other spec suffers. Its world is thrown away at the end. */
export class HeldInstallation {
  private asked = 0;

  private constructor(
    private readonly child: ChildProcess,
    private readonly state: string,
    readonly env: Record<string, string>,
    readonly gateway: string,
  ) {}

  /** @param services what runs; absent: all of them and the process worker */
  static async start(services?: readonly string[]): Promise<HeldInstallation> {
    const state = mkdtempSync(join(tmpdir(), 'throughline-held-'));
    // The installation of the other specs is silent; the log of this one is read.
    const { LOG_LEVEL: _silent, ...inherited } = process.env;
    const child = fork(resolve(__dirname, 'held.cjs'), { env: { ...inherited, THROUGHLINE_STATE: state, ...(services && { THROUGHLINE_HELD_SERVICES: services.join(',') }) }, execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const { env, gateway } = await new Promise<{ env: Record<string, string>; gateway: string }>((done, fail) => {
      child.once('message', (word) => done(word as never));
      child.once('exit', (code) => fail(new Error(`The installation ended with code ${code}: see test-results/held-installation.log.`)));
    });
    return new HeldInstallation(child, state, env, gateway);
  }

  /** Stays down until it is started again. */
  kill(engine: EngineName): Promise<void> {
    return this.ask('kill', engine);
  }

  /** On its data and its port; resolves when it answers. */
  restart(engine: EngineName): Promise<void> {
    return this.ask('restart', engine);
  }

  /** SIGTERM to the services and to the worker, as at every end; resolves when both are gone. */
  stopServices(): Promise<void> {
    return this.ask('stopServices');
  }

  /** Of the process that runs now, from the file that says which one it is. */
  pid(name: 'services' | 'worker'): number {
    return (JSON.parse(readFileSync(join(this.state, 'run', `${name}.json`), 'utf8')) as { pid: number }).pid;
  }

  pids(): Record<'services' | 'worker', number> {
    return { services: this.pid('services'), worker: this.pid('worker') };
  }

  rows<T extends object>(service: string, sql: string, values: unknown[] = []): Promise<T[]> {
    return rowsIn<T>(this.env, service, sql, values);
  }

  /** What a role has written since it was first started. */
  log(name: 'services' | 'worker'): string {
    return readFileSync(join(this.state, 'logs', `${name}.log`), 'utf8');
  }

  async stop(): Promise<void> {
    await this.ask('stop').catch(() => undefined);
    // What everybody wrote outlives the world that it is about: a fault is understood from it.
    cpSync(join(this.state, 'logs'), resolve(__dirname, '../../test-results/held-logs'), { recursive: true });
    rmSync(this.state, { recursive: true, force: true });
  }

  private ask(act: string, engine?: EngineName): Promise<void> {
    const id = (this.asked += 1);
    return new Promise((done, fail) => {
      const hear = (word: unknown): void => {
        const { id: to, error } = word as Word;
        if (to !== id) return;
        this.child.off('message', hear);
        if (error) fail(new Error(error));
        else done();
      };
      this.child.on('message', hear);
      this.child.send({ id, act, engine }, (error) => error && fail(error));
    });
  }
}
