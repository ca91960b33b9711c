import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { isAlive, signalGroup, stopProcess } from './process-identity';
import type { ProcessRecords, RecordedProcess } from './recorded-process';

/** How to start a program that is to keep running. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly uid?: number;
  readonly gid?: number;
  /** The polite request to stop. */
  readonly stopSignal: NodeJS.Signals;
  /** Milliseconds the polite request may take. */
  readonly stopGraceMs: number;
}

const LOG_LIMIT = 20_000_000;

/** A program that keeps running: written down while it does, its output in a log file, and told of when it ends by itself. */
export class EngineProcess {
  private child?: ChildProcess;
  private recorded?: RecordedProcess;
  private leaving = false;

  constructor(
    readonly name: string,
    readonly logFile: string,
    private readonly records: ProcessRecords,
    /** Called when the program ends without having been asked to. */
    private readonly onDeath: (how: string) => void,
  ) {}

  get pid(): number | undefined {
    return this.recorded?.pid;
  }

  get isRunning(): boolean {
    return this.recorded !== undefined && isAlive(this.recorded);
  }

  /** Starts the program. @throws Error if the system cannot start it at all; what goes wrong later is told by onDeath. */
  async start(launch: Launch): Promise<void> {
    mkdirSync(dirname(this.logFile), { recursive: true });
    turnOver(this.logFile);
    const log = openSync(this.logFile, 'a');
    this.leaving = false;
    // Its own process group: Ctrl-C on the terminal reaches only us, and we stop things in order.
    const child = spawn(launch.command, launch.args, { cwd: launch.cwd, env: launch.env, uid: launch.uid, gid: launch.gid, detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    this.child = child;
    this.recorded = child.pid === undefined ? undefined : this.records.record(this.name, child.pid, launch.stopSignal);
    this.launch = launch;
    child.once('exit', (code, signal) => {
      if (this.child !== child) return;
      this.records.forget(this.name);
      if (!this.leaving) this.onDeath(signal ? `was killed (${signal})` : `ended with code ${code}`);
    });
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('spawn', resolve);
    });
  }
  private launch?: Launch;

  async stop(): Promise<void> {
    this.leaving = true;
    if (this.recorded && this.launch) await stopProcess(this.recorded, this.launch.stopSignal, this.launch.stopGraceMs);
    this.records.forget(this.name);
  }

  /** SIGKILL, without a chance to tidy up. Does not count as a death. */
  async kill(): Promise<void> {
    this.leaving = true;
    if (this.recorded) await stopProcess(this.recorded, 'SIGKILL', 5_000);
  }

  /** For the very last moment of our own life, when nothing can be waited for any more. */
  stopWithoutWaiting(): void {
    this.leaving = true;
    if (this.recorded && this.launch) signalGroup(this.recorded, this.launch.stopSignal);
  }

  /** @returns the last lines of the log, for an error's text. */
  tail(lines = 8): string {
    try {
      return readFileSync(this.logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n    ');
    } catch {
      return '';
    }
  }
}

/** Keeps the log of one earlier life when it has grown large. */
function turnOver(file: string): void {
  try {
    if (statSync(file).size > LOG_LIMIT) renameSync(file, `${file}.1`);
  } catch {
    // no log yet
  }
}
