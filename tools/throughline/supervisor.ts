import { join } from 'node:path';
import { reasonOf } from '@throughline/embedded/engine-failure';
import { EngineProcess, type Launch } from '@throughline/embedded/engine-process';
import type { ProgressListener } from '@throughline/embedded/progress';
import type { ProcessRecords } from '@throughline/embedded/recorded-process';
import { CommandFailed, exitCodes } from './exit-codes';

/** A role of this program, run as a child process. */
export interface ChildSpec {
  /** Name of its log file and of its pid file. */
  readonly name: string;
  /** As a person calls it. */
  readonly title: string;
  /** Arguments of the `throughline` command, e.g. `['serve', 'all']`. */
  readonly args: readonly string[];
  /** Answers 200 once it can do its work. */
  readonly readyUrl: string;
}

export interface SupervisorOptions {
  readonly stateDir: string;
  readonly records: ProcessRecords;
  readonly env: NodeJS.ProcessEnv;
  readonly tell: ProgressListener;
  /** Default: this program, on the same Node. */
  readonly command?: readonly [string, ...string[]];
  readonly readyWithinMs?: number;
  /** Milliseconds to wait before the first, second … restart; the last is used from then on. */
  readonly backoffMs?: readonly number[];
}

const BACKOFF_MS = [250, 500, 1_000, 2_000, 5_000] as const;
/** A little more than a role takes to drain. */
const STOP_GRACE_MS = 33_000;
/** Who has lived this long is healthy: his next death counts as the first. */
const HEALTHY_AFTER_MS = 60_000;

/** Keeps child processes running, as an init system or compose would: a child that dies is started again until it is told to stop. */
export class Supervisor {
  private readonly children = new Map<string, Child>();
  private readonly atExit = () => this.children.forEach((child) => child.process.stopWithoutWaiting());

  constructor(private readonly options: SupervisorOptions) {
    process.once('exit', this.atExit);
  }

  /** Starts the children side by side and waits until each is ready. @throws CommandFailed with the end of its log; what was started is then stopped */
  async start(specs: readonly ChildSpec[], signal?: AbortSignal): Promise<void> {
    for (const spec of specs) {
      const child = new Child(spec, this.options);
      this.children.set(spec.name, child);
    }
    try {
      await Promise.all([...this.children.values()].map((child) => child.begin(signal)));
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  pid(name: string): number | undefined {
    return this.children.get(name)?.process.pid;
  }

  /** Stops all, side by side; each finishes what is under way, bounded. */
  async stop(): Promise<void> {
    await Promise.all([...this.children.values()].map((child) => child.end()));
    process.removeListener('exit', this.atExit);
  }
}

class Child {
  readonly process: EngineProcess;
  private deaths = 0;
  private startedAt = 0;
  private ending = false;
  private wasReady = false;
  private lastDeath?: string;
  private pending?: NodeJS.Timeout;

  constructor(
    private readonly spec: ChildSpec,
    private readonly options: SupervisorOptions,
  ) {
    this.process = new EngineProcess(spec.name, join(options.stateDir, 'logs', `${spec.name}.log`), options.records, (how) => this.onDeath(how));
  }

  async begin(signal?: AbortSignal): Promise<void> {
    this.say('begin', 'starting');
    await this.launch();
    const end = Date.now() + (this.options.readyWithinMs ?? 90_000);
    let answer = 'no answer yet';
    while (Date.now() < end) {
      signal?.throwIfAborted();
      if (this.lastDeath) throw this.failed(`it ${this.lastDeath} while starting`);
      answer = await readiness(this.spec.readyUrl);
      if (answer === 'ready') {
        this.wasReady = true;
        this.say('ready', 'ready');
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw this.failed(`it was not ready in time (${answer})`);
  }

  async end(): Promise<void> {
    this.ending = true;
    clearTimeout(this.pending);
    await this.process.stop();
  }

  private async launch(): Promise<void> {
    const [command, ...first] = this.options.command ?? [process.execPath, join(__dirname, 'main.js')];
    const launch: Launch = { command, args: [...first, ...this.spec.args], env: this.options.env, stopSignal: 'SIGTERM', stopGraceMs: STOP_GRACE_MS };
    this.startedAt = Date.now();
    await this.process.start(launch);
  }

  private onDeath(how: string): void {
    this.lastDeath = how;
    // At its first start a child that cannot come up is a fault to be told, not one to be tried for ever.
    if (this.ending || !this.wasReady) return;
    if (Date.now() - this.startedAt > HEALTHY_AFTER_MS) this.deaths = 0;
    const backoff = this.options.backoffMs ?? BACKOFF_MS;
    const wait = backoff[Math.min(this.deaths++, backoff.length - 1)] ?? 0;
    this.say('begin', `starting again in ${wait / 1000} s`, `it ${how}`);
    this.pending = setTimeout(() => void this.revive(), wait);
  }

  private async revive(): Promise<void> {
    try {
      await this.launch();
    } catch (error) {
      this.onDeath(`could not be started (${reasonOf(error)})`);
      return;
    }
    const pid = this.process.pid;
    while (!this.ending && this.process.pid === pid && this.process.isRunning) {
      if ((await readiness(this.spec.readyUrl)) === 'ready') {
        this.say('ready', 'runs again');
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  private failed(what: string): CommandFailed {
    const hint = what.includes(`code ${exitCodes.usage}`) ? 'Its settings are wrong: see above.' : `See ${this.process.logFile}.`;
    this.say('failed', what);
    return new CommandFailed(`${this.spec.title}: ${what}. It last said:\n    ${this.process.tail(12)}\n  What to do: ${hint}`);
  }

  private say(phase: 'begin' | 'ready' | 'failed', text: string, why?: string): void {
    this.options.tell({ engine: this.spec.title, phase, text, why });
  }
}

/** @returns 'ready', or in words why not. */
async function readiness(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    const body = await response.text();
    return response.ok ? 'ready' : `${response.status}: ${body.slice(0, 300)}`;
  } catch (error) {
    return reasonOf(error);
  }
}
