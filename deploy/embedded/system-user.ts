import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineFailure } from './engine-failure';

/** PostgreSQL refuses to run as root, so root lends it another user. */
export interface SystemUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** @returns the user to run PostgreSQL as, or undefined where we are not root and it runs as ourselves. Makes the user `postgres` if there is none. */
export function userForPostgres(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const known = lookUp('postgres');
  if (known) return known;
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', 'postgres']);
  const made = lookUp('postgres') ?? lookUp('nobody');
  if (made) return made;
  throw new EngineFailure(
    'PostgreSQL',
    'it refuses to run as root, there is no user "postgres" here, and none could be made with useradd.',
    'run as an ordinary user, or make a user named postgres, or give a running server: DATABASE_URL=postgres://…',
  );
}

/** @returns whether that user may go into the folder. `mktemp -d` and /root keep everybody else out. */
export function mayEnter(user: SystemUser | undefined, folder: string): boolean {
  if (!user) return true;
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { uid: user.uid, gid: user.gid, cwd: '/' }).status === 0;
}

/**
 * @param beside the folder whose data it is; gives the place its name, so that each clone has its own
 * @returns a folder that the user can reach, for when `beside` itself lies where only root can.
 */
export function reachableFolder(user: SystemUser, beside: string): string {
  const name = createHash('sha256').update(beside).digest('hex').slice(0, 12);
  for (const base of ['/var/lib', tmpdir()]) {
    const folder = join(base, 'throughline', name);
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
    } catch {
      continue;
    }
    if (mayEnter(user, folder)) return folder;
  }
  throw new EngineFailure(
    'PostgreSQL',
    `it runs as "${user.name}" because it refuses root, and that user can reach neither ${beside} nor /var/lib/throughline nor ${tmpdir()}.`,
    `chmod o+x the folders above ${beside}, or set THROUGHLINE_STATE to a folder that others may enter`,
  );
}

function lookUp(name: string): SystemUser | undefined {
  try {
    const row = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .find((fields) => fields[0] === name);
    return row ? { name, uid: Number(row[2]), gid: Number(row[3]) } : undefined;
  } catch {
    return undefined;
  }
}
