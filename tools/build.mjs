// Compiles the TypeScript tree to dist/ (aliases become relative paths) and, when the workflows are there, their bundle.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['libs', 'services', 'workflows', 'deploy', 'tools', 'test'].filter((folder) => existsSync(`${root}/${folder}`));

/** Of all that the console is made from. */
function consoleSources() {
  const hash = createHash('sha256');
  const add = (path) => {
    if (statSync(path).isDirectory()) return readdirSync(path).sort().forEach((name) => add(join(path, name)));
    if (!/\.(spec\.ts|md)$/.test(path)) hash.update(path).update(readFileSync(path));
  };
  for (const name of ['services/console', 'libs/access/src/grants.ts', 'package-lock.json']) add(join(root, name));
  return hash.digest('hex');
}

/** With the same sources it is the same again: only every change costs the seconds of a build. */
function buildConsole() {
  const mark = join(root, 'dist/services/console/.sources');
  const sources = consoleSources();
  if (existsSync(mark) && readFileSync(mark, 'utf8') === sources) return;
  process.env.VITE_CONFIG_NATIVE_IGNORE_WARNING = 'true';
  run('node_modules/vite/bin/vite.js', ['build', '--logLevel', 'warn', '--config', 'services/console/vite.config.ts']);
  writeFileSync(mark, sources);
}

const run = (command, args) => {
  const result = spawnSync(process.execPath, [command, ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (result.status !== 0) process.exit(result.status ?? 1);
};

run('node_modules/@swc/cli/bin/swc.js', [...folders, '-d', 'dist', '--config-file', '.swcrc', '--extensions', '.ts', '--ignore', 'services/console/**', '--quiet']);
// The gateway's pages are served from beside its code.
cpSync(`${root}/services/gateway/public`, `${root}/dist/services/gateway/public`, { recursive: true });
if (existsSync(`${root}/dist/workflows/worker/bundle.js`)) run('dist/workflows/worker/bundle.js', []);
if (existsSync(`${root}/services/console`)) buildConsole();
