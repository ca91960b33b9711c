import { join } from 'node:path';
import { EngineFailure, reasonOf } from '../engine-failure';
import { findOnPath, isExecutable, runProgram } from '../run-program';

export interface Java {
  readonly java: string;
  readonly major: number;
}

const INSTALL_JAVA = 'install a JDK 17 or newer (Debian, Ubuntu: apt-get install openjdk-17-jdk-headless; macOS: brew install openjdk@17) or point JAVA_HOME at one';

/** @returns Java 17 or newer, from JAVA_HOME or PATH. @throws EngineFailure with the fix. */
export async function findJava(engine: string, orElse: string, env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<Java> {
  const fix = `${INSTALL_JAVA}, or ${orElse}`;
  const home = env['JAVA_HOME'] ? join(env['JAVA_HOME'], 'bin', 'java') : undefined;
  const java = home && isExecutable(home) ? home : findOnPath('java', env['PATH']);
  if (!java) throw new EngineFailure(engine, 'it needs Java 17 or newer, and there is no java on PATH or in JAVA_HOME.', fix);
  const text = await runProgram(java, ['-version'], { signal, timeoutMs: 20_000 }).catch((error: unknown) => {
    throw new EngineFailure(engine, `${java} does not run: ${reasonOf(error)}.`, fix);
  });
  const major = javaMajor(text);
  if (major < 17) throw new EngineFailure(engine, `it needs Java 17 or newer; ${java} is version ${major || 'unknown'}.`, fix);
  return { java, major };
}

/** @returns 17 for `openjdk version "17.0.15"`, 8 for `java version "1.8.0_392"`, 0 if no version is to be seen. */
export function javaMajor(text: string): number {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(text) ?? [];
  return first === '1' ? Number(second) : Number(first ?? 0);
}
