import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from '../engine-failure';
import { fetchRelease } from '../official-release';
import { TEMPORAL_CLI_VERSION, temporalRelease } from '../releases';
import { repositoryRoot } from '../repository';
import { notHere, resolveProgram, type NotHere, type Source } from '../resolve-program';
import { findOnPath, isExecutable, runProgram } from '../run-program';
import { makeInCache } from './make-in-cache';
import type { ProgramContext } from './program-context';

export interface TemporalProgram {
  readonly temporal: string;
}

/** Updates that are started with the workflow, and eager activities, need Server 1.28 or newer. */
const OLDEST_SERVER = [1, 28] as const;
const ENTRY = `temporal-${TEMPORAL_CLI_VERSION}-${process.platform}-${process.arch}`;
const FIX =
  'install the Temporal CLI (https://docs.temporal.io/cli) and put it on PATH or name it in TEMPORAL_CLI; or install Go 1.21 or newer, then it is built; or give a running server: TEMPORAL_ADDRESS=host:port';

/** Finds the Temporal CLI, which carries the server and its web UI, or has it made. */
export function findTemporal(context: ProgramContext): Promise<TemporalProgram> {
  const { env, cache } = context;
  const sources: Source<TemporalProgram>[] = [
    ...(env['TEMPORAL_CLI'] ? [{ name: 'TEMPORAL_CLI', binding: true, find: () => usable(env['TEMPORAL_CLI'] as string, context) }] : []),
    {
      name: 'PATH',
      find: async () => {
        const found = findOnPath('temporal', env['PATH']);
        return found ? usable(found, context) : notHere('there is no temporal on PATH');
      },
    },
    {
      name: 'cache',
      find: async () => {
        const folder = cache.find(ENTRY);
        if (!folder) return notHere('');
        const program = await usable(join(folder, 'temporal'), context);
        if ('notHere' in program) cache.drop(ENTRY);
        return program;
      },
    },
    { name: 'official release', find: (say) => made((folder) => fetchRelease(temporalRelease, folder, say, context.signal), { ...context, say }) },
    { name: 'Go module', find: (say) => made((folder) => build(folder, { ...context, say }), { ...context, say }) },
  ];
  return resolveProgram('Temporal', sources, FIX, context.say, context.signal);
}

async function made(make: (folder: string) => Promise<NotHere | undefined>, context: ProgramContext): Promise<TemporalProgram | NotHere> {
  const folder = await makeInCache(context, ENTRY, 'the Temporal CLI', make);
  return typeof folder === 'string' ? usable(join(folder, 'temporal'), context) : folder;
}

async function build(folder: string, { env, say, signal, records }: ProgramContext): Promise<NotHere | undefined> {
  const go = findOnPath('go', env['PATH']);
  if (!go) return notHere('there is no go on PATH');
  const module = join(folder, 'module');
  mkdirSync(module, { recursive: true });
  for (const file of ['go.mod', 'go.sum']) copyFileSync(join(repositoryRoot(), 'deploy/embedded/temporal-cli', file), join(module, file));
  const step = `building the Temporal CLI ${TEMPORAL_CLI_VERSION} with Go: 5 to 8 minutes on two cores, once, then kept in the cache`;
  say(step);
  let packages = 0;
  const version = `-X github.com/temporalio/cli/temporalcli.Version=${TEMPORAL_CLI_VERSION}`;
  // -v prints each package once it is compiled. Pure Go (CGO off), so no C compiler is needed.
  await runProgram(go, ['build', '-v', '-buildvcs=false', '-trimpath', '-ldflags', `-s -w ${version}`, '-o', join(folder, 'temporal'), 'github.com/temporalio/cli/cmd/temporal'], {
    cwd: module,
    env: { ...env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly', GOWORK: 'off' },
    signal,
    records: { in: records, name: 'go-build-temporal' },
    onLine: (line) => say(step, undefined, line.includes('downloading') ? line.replace(/^go: /, '') : `${++packages} packages compiled`),
  });
  return undefined;
}

async function usable(temporal: string, { signal }: ProgramContext): Promise<TemporalProgram | NotHere> {
  if (!isExecutable(temporal)) return notHere(`${temporal} is no program that can be run`);
  const text = await runProgram(temporal, ['--version'], { signal, timeoutMs: 20_000 }).catch((error: unknown) => reasonOf(error));
  const server = serverVersion(text);
  if (!server) return notHere(`${temporal} does not tell its server version (${text.slice(0, 80)})`);
  const [major, minor] = server;
  if (major < OLDEST_SERVER[0] || (major === OLDEST_SERVER[0] && minor < OLDEST_SERVER[1])) {
    return notHere(`${temporal} carries Server ${server.join('.')}, older than ${OLDEST_SERVER.join('.')}`);
  }
  return { temporal };
}

/** @returns [1, 29] for "temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)". */
export function serverVersion(text: string): [number, number] | undefined {
  const [, major, minor] = /Server (\d+)\.(\d+)/.exec(text) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor)];
}
