import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownerOf } from '@throughline/embedded/owner-lock';
import { stateDirectory } from '@throughline/embedded/repository';
import type { Output } from './output';

const fileIn = (stateDir: string) => join(stateDir, 'settings.json');

/** Writes down the settings of the installation that runs here, so that a command in a second terminal finds it. Holds passwords: only the owner may read it. */
export function rememberInstallation(stateDir: string, settings: Record<string, string>): void {
  rmSync(fileIn(stateDir), { force: true });
  writeFileSync(fileIn(stateDir), JSON.stringify(settings, null, 2), { mode: 0o600 });
}

/**
 * Where no engine is named in the environment and `npm start` runs in this clone, its settings are used: `throughline doctor` in a second terminal then means
 * that installation. A variable that is set wins.
 */
export function useRunningInstallation(output: Output, env: NodeJS.ProcessEnv = process.env): void {
  if (['DATABASE_URL', 'KAFKA_BROKERS', 'TEMPORAL_ADDRESS', 'DATABASE_URL_DIRECTORY'].some((name) => env[name])) return;
  const stateDir = stateDirectory(env);
  const owner = ownerOf(stateDir);
  if (!owner || owner.pid === process.pid) return;
  let settings: Record<string, string>;
  try {
    settings = JSON.parse(readFileSync(fileIn(stateDir), 'utf8')) as Record<string, string>;
  } catch {
    return;
  }
  for (const [name, value] of Object.entries(settings)) env[name] ??= value;
  output.note(`Using the installation that runs in ${stateDir} (process ${owner.pid}).`);
}
