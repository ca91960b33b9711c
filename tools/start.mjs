// `npm start`: from a fresh clone to the running story. Needs nothing but Node.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from './install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Throughline needs Node 20.19 or newer; this is ${process.version}. Install one from https://nodejs.org or with your version manager (nvm install 24).`);
  process.exit(1);
}

/** Newest change under a folder, milliseconds; the names of folders count too, so that a removed file is noticed. */
const newest = (path) => {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path)
    .filter((name) => name !== 'node_modules')
    .reduce((latest, name) => Math.max(latest, newest(join(path, name))), stat.mtimeMs);
};

const program = join(root, 'dist/tools/throughline/main.js');
const mark = join(root, 'dist/workflow-bundle.js');
const sources = ['libs', 'services', 'workflows', 'deploy', 'tools', '.swcrc', 'package-lock.json'].map((name) => join(root, name)).filter(existsSync);
const built = [program, mark].every(existsSync) ? Math.min(statSync(program).mtimeMs, statSync(mark).mtimeMs) : 0;

installPackages(root);
if (sources.some((source) => newest(source) > built)) {
  console.error('Building …');
  const { status } = spawnSync(process.execPath, [join(root, 'tools/build.mjs')], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    console.error('The build failed: see above.');
    process.exit(1);
  }
}

// In this very process: then Ctrl-C and kill reach the one that has to stop everything, with nobody in between.
const { main } = createRequire(import.meta.url)(program);
process.exit(await main([process.execPath, program, 'demo', ...process.argv.slice(2)]));
