import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { root } from './engines';
import type { PartReply } from './parts/part';

/** A process of its own that plays one part of a bench. */
export class Child {
  private calls = 0;
  private readonly answers = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();

  private constructor(
    private readonly process: ChildProcess,
    readonly port: number,
    /** Milliseconds from its start until it was ready. */
    readonly bootMs: number,
  ) {
    process.on('message', (reply: PartReply) => this.answered(reply));
    process.once('exit', (code) => {
      for (const { reject } of this.answers.values()) reject(new Error(`A part of the bench ended with code ${code}.`));
    });
  }

  /** @param part file in parts/ */
  static start(part: string, env: Record<string, string> = {}): Promise<Child> {
    const from = performance.now();
    const child = fork(join(__dirname, 'parts', part), {
      cwd: root,
      // Logs are written as in production, and thrown away.
      env: { ...process.env, LOG_LEVEL: 'info', ...env },
      stdio: ['ignore', process.env.BENCH_LOGS ? 'inherit' : 'ignore', 'inherit', 'ipc'],
    });
    return new Promise((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`${part} ended with code ${code} before it was ready.`)));
      child.once('message', (reply: PartReply) => {
        child.removeAllListeners('exit');
        if (reply.error !== undefined) reject(new Error(`${part}: ${reply.error}`));
        else resolve(new Child(child, Number(reply.value), performance.now() - from));
      });
    });
  }

  call<T>(name: string, argument?: unknown): Promise<T> {
    const id = (this.calls += 1);
    return new Promise((resolve, reject) => {
      this.answers.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.process.send({ id, name, argument });
    });
  }

  /** MB of memory that the process holds now. */
  async memory(): Promise<number> {
    return (await this.call<number>('rss')) / 1024 / 1024;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null) return;
    const ended = new Promise<void>((resolve) => this.process.once('exit', () => resolve()));
    const last = setTimeout(() => this.process.kill('SIGKILL'), 30_000);
    this.process.send({ id: 0, name: 'stop' });
    await ended;
    clearTimeout(last);
  }

  private answered({ id, value, error }: PartReply): void {
    const waiting = this.answers.get(id);
    this.answers.delete(id);
    if (error === undefined) waiting?.resolve(value);
    else waiting?.reject(new Error(error));
  }
}
