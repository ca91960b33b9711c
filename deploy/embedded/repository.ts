import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

let root: string | undefined;

/** @returns the folder of the clone, whether this runs from source or from dist/. Files that are not compiled (pom.xml, go.mod) are read from there. */
export function repositoryRoot(): string {
  if (root) return root;
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'nx.json'))) return (root = folder);
  }
  return (root = process.cwd());
}

/** @returns where state lives: THROUGHLINE_STATE, or `.throughline` in the clone. */
export function stateDirectory(env: NodeJS.ProcessEnv = process.env): string {
  return resolve(env['THROUGHLINE_STATE'] || join(repositoryRoot(), '.throughline'));
}

/** @returns where programs are kept between clones: THROUGHLINE_CACHE, or `~/.cache/throughline` (XDG_CACHE_HOME is respected). */
export function cacheDirectory(env: NodeJS.ProcessEnv = process.env): string {
  return resolve(env['THROUGHLINE_CACHE'] || join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'throughline'));
}
