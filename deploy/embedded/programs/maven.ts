import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../repository';
import { notHere, type NotHere } from '../resolve-program';
import { findOnPath, runProgram } from '../run-program';
import type { ProgramContext } from './program-context';

const COPY_DEPENDENCIES = 'org.apache.maven.plugins:maven-dependency-plugin:2.8:copy-dependencies';

/** Has Maven put the jars of a pom (deploy/embedded/maven/<pom>) into `<folder>/libs`. Maven checks every jar against its repository's checksum. */
export async function copyJars(context: ProgramContext, pom: string, folder: string, what: string): Promise<NotHere | undefined> {
  const maven = findOnPath('mvn', context.env['PATH']);
  if (!maven) return notHere('there is no mvn on PATH');
  // Its own folder, as Maven likes to write beside the pom.
  const project = join(folder, 'pom');
  mkdirSync(project, { recursive: true });
  copyFileSync(join(repositoryRoot(), 'deploy/embedded/maven', pom), join(project, 'pom.xml'));
  const step = `resolving ${what} with Maven`;
  let jars = 0;
  context.say(step);
  await runProgram(maven, ['-B', '-f', join(project, 'pom.xml'), COPY_DEPENDENCIES, `-DoutputDirectory=${join(folder, 'libs')}`, '-DincludeScope=runtime'], {
    env: context.env,
    signal: context.signal,
    records: { in: context.records, name: `maven-${pom.split('.')[0]}` },
    onLine: (line) => {
      if (/Downloaded from .*\.jar/.test(line)) context.say(step, undefined, `${++jars} jars so far`);
    },
  });
  return undefined;
}
