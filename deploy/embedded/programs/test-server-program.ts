import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EngineFailure } from '../engine-failure';
import { TEST_SERVER_VERSION } from '../releases';
import { repositoryRoot } from '../repository';
import { notHere, resolveProgram, type NotHere, type Source } from '../resolve-program';
import { findOnPath, isExecutable, runProgram } from '../run-program';
import { findJava } from './java';
import { makeInCache } from './make-in-cache';
import { copyJars } from './maven';
import type { ProgramContext } from './program-context';

export interface TestServerProgram {
  /** A program that takes a port as its argument. */
  readonly path: string;
}

const ENTRY = `temporal-test-server-${TEST_SERVER_VERSION}-loopback`;
const FIX = 'install a JDK 17 and Maven (Debian, Ubuntu: apt-get install openjdk-17-jdk-headless maven), or name a program in THROUGHLINE_TEST_SERVER';

/**
 * Finds Temporal's time-skipping test server, or has it made: jars from Maven and a few lines of Java that bind it to 127.0.0.1.
 * Its makers' release is not used: that binds to every address of the machine.
 */
export function findTestServer(context: ProgramContext): Promise<TestServerProgram> {
  const { env, cache } = context;
  const sources: Source<TestServerProgram>[] = [
    ...(env['THROUGHLINE_TEST_SERVER'] ? [{ name: 'THROUGHLINE_TEST_SERVER', binding: true, find: async () => usable(env['THROUGHLINE_TEST_SERVER'] as string) }] : []),
    {
      name: 'PATH',
      find: async () => {
        const found = findOnPath('temporal-test-server', env['PATH']);
        return found ? usable(found) : notHere('there is no temporal-test-server on PATH');
      },
    },
    {
      name: 'cache',
      find: async () => {
        const folder = cache.find(ENTRY);
        return folder ? usable(join(folder, 'temporal-test-server')) : notHere('');
      },
    },
    { name: 'Maven', find: (say) => made({ ...context, say }) },
  ];
  return resolveProgram('Temporal test server', sources, FIX, context.say, context.signal);
}

async function made(context: ProgramContext): Promise<TestServerProgram | NotHere> {
  const { java } = await findJava('Temporal test server', 'name a program in THROUGHLINE_TEST_SERVER', context.env, context.signal);
  const javac = join(dirname(java), 'javac');
  const compiler = isExecutable(javac) ? javac : findOnPath('javac', context.env['PATH']);
  if (!compiler) throw new EngineFailure('Temporal test server', `there is no javac beside ${java}: that is a JRE, and a JDK is needed.`, FIX);
  const folder = await makeInCache(context, ENTRY, 'the test server', async (partial) => {
    const refusal = await copyJars(context, 'test-server.pom.xml', partial, `Temporal's test server ${TEST_SERVER_VERSION} (39 jars, 33 MB)`);
    if (refusal) return refusal;
    const source = join(repositoryRoot(), 'deploy/embedded/maven/LoopbackTestServer.java');
    await runProgram(compiler, ['--release', '17', '-cp', join(partial, 'libs', '*'), '-d', join(partial, 'classes'), source], { signal: context.signal });
    writeFileSync(join(partial, 'temporal-test-server'), wrapper(java));
    chmodSync(join(partial, 'temporal-test-server'), 0o755);
    return undefined;
  });
  return typeof folder === 'string' ? usable(join(folder, 'temporal-test-server')) : folder;
}

/** The SDK starts "a program at a path"; this is that program. The folder is asked for at run time, as the cache entry is moved into place after it was made. */
function wrapper(java: string): string {
  return `#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
java=${shellQuoted(java)}
[ -x "$java" ] || java=java
exec "$java" -Xmx512m -cp "$here/classes:$here/libs/*" LoopbackTestServer "$@"
`;
}

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function usable(path: string): TestServerProgram | NotHere {
  return existsSync(path) && isExecutable(path) ? { path } : notHere(`${path} is no program that can be run`);
}
