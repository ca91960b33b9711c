import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identify, isAlive, stopProcess, type ProcessIdentity } from './process-identity';

/** What is written down about a process that we started, so that it is found again if we are killed before we can stop it. */
export interface RecordedProcess extends ProcessIdentity {
  readonly name: string;
  readonly stopSignal: NodeJS.Signals;
}

/** The pid files of one state directory (`.throughline/run/<name>.json`). */
export class ProcessRecords {
  constructor(private readonly folder: string) {}

  /** Writes down a process that was just started; does nothing if it has ended already. */
  record(name: string, pid: number, stopSignal: NodeJS.Signals = 'SIGTERM'): RecordedProcess | undefined {
    const identity = identify(pid);
    if (!identity) return undefined;
    const recorded = { name, stopSignal, ...identity };
    mkdirSync(this.folder, { recursive: true });
    const file = this.fileOf(name);
    writeFileSync(`${file}.new`, JSON.stringify(recorded));
    renameSync(`${file}.new`, file);
    return recorded;
  }

  forget(name: string): void {
    rmSync(this.fileOf(name), { force: true });
  }

  /** @returns the recorded processes that still run. Files of ended ones, and files cut short by a crash, are removed. */
  leftovers(): RecordedProcess[] {
    return this.files().flatMap((file) => {
      const recorded = read(file);
      if (recorded && isAlive(recorded)) return [recorded];
      rmSync(file, { force: true });
      return [];
    });
  }

  /** Stops what an earlier, killed run has left behind. @returns the names of what was stopped. */
  async stopLeftovers(graceMs = 10_000): Promise<string[]> {
    const leftovers = this.leftovers();
    await Promise.all(leftovers.map((recorded) => stopProcess(recorded, recorded.stopSignal, graceMs)));
    for (const { name } of leftovers) this.forget(name);
    return leftovers.map(({ name }) => name);
  }

  private fileOf(name: string): string {
    return join(this.folder, `${name}.json`);
  }

  private files(): string[] {
    try {
      return readdirSync(this.folder)
        .filter((name) => name.endsWith('.json'))
        .map((name) => join(this.folder, name));
    } catch {
      return [];
    }
  }
}

function read(file: string): RecordedProcess | undefined {
  try {
    const recorded = JSON.parse(readFileSync(file, 'utf8')) as RecordedProcess;
    return Number.isInteger(recorded.pid) && recorded.pid > 1 && typeof recorded.startedAt === 'string' ? recorded : undefined;
  } catch {
    return undefined;
  }
}
