// Compiles the TypeScript tree to dist/ (aliases become relative paths) and, when the workflows are there, their bundle.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['libs', 'services', 'workflows', 'deploy', 'tools', 'test'].filter((folder) => existsSync(`${root}/${folder}`));

const run = (command, args) => {
  const result = spawnSync(process.execPath, [command, ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (result.status !== 0) process.exit(result.status ?? 1);
};

run('node_modules/@swc/cli/bin/swc.js', [...folders, '-d', 'dist', '--config-file', '.swcrc', '--extensions', '.ts', '--quiet']);
// The gateway's pages are served from beside its code.
cpSync(`${root}/services/gateway/public`, `${root}/dist/services/gateway/public`, { recursive: true });
if (existsSync(`${root}/dist/workflows/worker/bundle.js`)) run('dist/workflows/worker/bundle.js', []);
