import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { EngineName } from '@throughline/embedded/engines';
import { startEngines } from '@throughline/embedded/engines';

/** The clone; this file is compiled to dist/test/bench. */
export const root = resolve(__dirname, '../../..');

/** Starts what is not given by DATABASE_URL, KAFKA_BROKERS, TEMPORAL_ADDRESS, and puts the addresses into the environment. */
export async function benchEngines(want: readonly EngineName[]): Promise<{ stop(): Promise<void> }> {
  const engines = await startEngines({ want: [...new Set(want)], stateDir: join(root, '.throughline/bench') });
  Object.assign(process.env, engines.env);
  // Its own namespace: no worker of a running installation polls it, and nothing of ours appears in theirs.
  process.env.TEMPORAL_NAMESPACE = 'throughline-bench';
  return engines;
}

/** Runs one command of the tool, e.g. `throughline('topics')`. @throws with what it said */
export async function throughline(args: string[], env: Record<string, string> = {}): Promise<void> {
  const tool = join(root, 'dist/tools/throughline/main.js');
  await promisify(execFile)(process.execPath, [tool, ...args], { cwd: root, env: { ...process.env, ...env } });
}

/** Makes the namespace of the benches where it is missing. */
export const ensureBenchNamespace = (): Promise<void> => throughline(['namespace']);
