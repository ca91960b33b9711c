import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { identify, isAlive, type ProcessIdentity } from './process-identity';

/** Programs that were fetched or built once, kept outside the clone and shared by all clones of one user. */
export class ProgramCache {
  constructor(readonly folder: string) {}

  /** @returns the folder of an entry that was made completely, or undefined. */
  find(name: string): string | undefined {
    const folder = join(this.folder, name);
    return existsSync(join(folder, '.complete')) ? folder : undefined;
  }

  /**
   * Makes an entry, once even if several processes want it at the same time: the others wait. An entry is built beside its place and moved
   * there when whole, so that a killed build never looks finished.
   * @param build fills the folder it is given
   * @param waiting called about once a second while another process builds
   */
  async make(name: string, build: (folder: string) => Promise<void>, waiting: (pid: number) => void = () => undefined, signal?: AbortSignal): Promise<string> {
    const release = await this.lock(name, waiting, signal);
    try {
      const ready = this.find(name);
      if (ready) return ready;
      const target = join(this.folder, name);
      const partial = `${target}.partial`;
      rmSync(partial, { recursive: true, force: true });
      mkdirSync(partial, { recursive: true });
      try {
        await build(partial);
        writeFileSync(join(partial, '.complete'), '');
        rmSync(target, { recursive: true, force: true });
        renameSync(partial, target);
        return target;
      } finally {
        rmSync(partial, { recursive: true, force: true });
      }
    } finally {
      release();
    }
  }

  /** Throws an entry away, e.g. because its program does not run. */
  drop(name: string): void {
    rmSync(join(this.folder, name), { recursive: true, force: true });
  }

  private async lock(name: string, waiting: (pid: number) => void, signal?: AbortSignal): Promise<() => void> {
    const file = join(this.folder, `${name}.lock`);
    mkdirSync(dirname(file), { recursive: true });
    for (;;) {
      signal?.throwIfAborted();
      try {
        writeFileSync(file, JSON.stringify(identify(process.pid)), { flag: 'wx' });
        return () => rmSync(file, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = holderOf(file);
      if (holder === 'nobody') rmSync(file, { force: true });
      else {
        if (holder !== 'unreadable') waiting(holder.pid);
        await new Promise((resolve) => setTimeout(resolve, 1_000));
      }
    }
  }
}

let unreadableSince: number | undefined;
function holderOf(file: string): ProcessIdentity | 'nobody' | 'unreadable' {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
    unreadableSince = undefined;
    return isAlive(holder) ? holder : 'nobody';
  } catch {
    // Perhaps being written this very moment; if it stays empty its writer was killed between creating and writing.
    unreadableSince ??= Date.now();
    return Date.now() - unreadableSince > 5_000 ? 'nobody' : 'unreadable';
  }
}
