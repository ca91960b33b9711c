import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EngineFailure } from './engine-failure';
import { identify, isAlive, type ProcessIdentity } from './process-identity';

/**
 * One parent for one state directory: two would write the same database files. The lock of a parent that is gone does not count.
 * @throws EngineFailure while another parent is alive.
 * @returns a function that gives the directory free again.
 */
export function ownStateDirectory(stateDir: string): () => void {
  mkdirSync(stateDir, { recursive: true });
  const file = join(stateDir, 'owner.json');
  const me = identify(process.pid);
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(file, JSON.stringify(me), { flag: 'wx' });
      return () => {
        if (ownerOf(stateDir)?.pid === process.pid) rmSync(file, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = ownerOf(stateDir);
    if (owner) {
      throw new EngineFailure(
        'State directory',
        `${stateDir} is in use by another Throughline (process ${owner.pid}).`,
        `stop that one (Ctrl-C there, or kill ${owner.pid}), or give this one its own directory: THROUGHLINE_STATE=/some/where`,
      );
    }
    rmSync(file, { force: true });
  }
  throw new EngineFailure('State directory', `${file} is being taken by several processes at once.`, 'start again');
}

/** @returns the living parent that uses this state directory, if there is one. */
export function ownerOf(stateDir: string): ProcessIdentity | undefined {
  try {
    const owner = JSON.parse(readFileSync(join(stateDir, 'owner.json'), 'utf8')) as ProcessIdentity;
    return isAlive(owner) ? owner : undefined;
  } catch {
    return undefined;
  }
}
