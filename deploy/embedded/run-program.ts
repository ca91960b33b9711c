import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { identify, signalGroup } from './process-identity';
import type { ProcessRecords } from './recorded-process';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Called with every line the program prints, on either stream. */
  readonly onLine?: (line: string) => void;
  readonly signal?: AbortSignal;
  /** Milliseconds after which the program is killed and counts as failed. */
  readonly timeoutMs?: number;
  /** Where to write the process down, so that a killed parent's long build is found again. */
  readonly records?: { readonly in: ProcessRecords; readonly name: string };
  readonly uid?: number;
  readonly gid?: number;
}

export class ProgramFailed extends Error {
  constructor(
    readonly program: string,
    readonly code: number | NodeJS.Signals | null,
    /** The last lines it printed. */
    readonly tail: readonly string[],
  ) {
    super(`${program} ended with ${code}${tail.length > 0 ? `: ${tail.slice(-6).join(' | ')}` : ''}`);
    this.name = 'ProgramFailed';
  }
}

/** Runs a program to its end. @returns all it printed. @throws ProgramFailed if it ends with anything but 0, Error if it cannot be started. */
export async function runProgram(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  options.signal?.throwIfAborted();
  // Its own group: so its own children (compilers) are stopped with it.
  const child = spawn(program, args, { cwd: options.cwd, env: options.env ?? process.env, uid: options.uid, gid: options.gid, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const self = child.pid === undefined ? undefined : identify(child.pid);
  if (child.pid !== undefined) options.records?.in.record(options.records.name, child.pid);
  const kill = () => self && signalGroup(self, 'SIGKILL');
  const timer = options.timeoutMs === undefined ? undefined : setTimeout(kill, options.timeoutMs);
  options.signal?.addEventListener('abort', kill, { once: true });

  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      options.onLine?.(line);
    });
  }
  try {
    const code = await new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (status, signal) => resolve(status ?? signal));
    });
    options.signal?.throwIfAborted();
    if (code !== 0) throw new ProgramFailed(program, code, lines.filter((line) => line.trim()).slice(-12));
    return lines.join('\n');
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', kill);
    options.records?.in.forget(options.records.name);
  }
}

/** @returns the full path of a program on PATH, or undefined. */
export function findOnPath(program: string, path = process.env['PATH'] ?? ''): string | undefined {
  return path
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, program))
    .find(isExecutable);
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
