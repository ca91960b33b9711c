import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Which process it was, not only which number it had. The kernel hands a number out again, so a recorded pid alone may by now
 * belong to somebody's editor; the pair with its start time never does.
 */
export interface ProcessIdentity {
  readonly pid: number;
  /** As the operating system tells it (Linux: clock ticks after boot, with the boot's id). Only ever compared, never computed with. */
  readonly startedAt: string;
}

/** @returns who has this pid now, or undefined if nobody (a zombie counts as nobody). */
export function identify(pid: number): ProcessIdentity | undefined {
  const startedAt = process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

/** @returns whether exactly this process still runs. */
export function isAlive(recorded: ProcessIdentity): boolean {
  return identify(recorded.pid)?.startedAt === recorded.startedAt;
}

/** Sends a signal to the process group that the process leads, or to it alone; never to a later owner of its pid. */
export function signalGroup(recorded: ProcessIdentity, signal: NodeJS.Signals): boolean {
  if (!isAlive(recorded)) return false;
  for (const target of [-recorded.pid, recorded.pid]) {
    try {
      process.kill(target, signal);
      return true;
    } catch {
      // not a group leader, or just gone: try the next
    }
  }
  return false;
}

/** Stops a process: the polite signal, then after the grace (milliseconds) SIGKILL. Resolves once it is gone. */
export async function stopProcess(recorded: ProcessIdentity, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  if (!signalGroup(recorded, signal)) return;
  if (await gone(recorded, graceMs)) return;
  signalGroup(recorded, 'SIGKILL');
  await gone(recorded, 5_000);
}

async function gone(recorded: ProcessIdentity, withinMs: number): Promise<boolean> {
  for (const end = Date.now() + withinMs; Date.now() < end; ) {
    if (!isAlive(recorded)) return true;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return !isAlive(recorded);
}

function startOnLinux(pid: number): string | undefined {
  try {
    // The second field is the program's name in brackets and may itself hold blanks and brackets: count from the last one.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)\s/s, '').split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return `${bootId()}:${fields[19]}`;
  } catch {
    return undefined;
  }
}

let boot: string | undefined;
function bootId(): string {
  boot ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return boot;
}

function startByPs(pid: number): string | undefined {
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  return stdout?.trim() || undefined;
}
