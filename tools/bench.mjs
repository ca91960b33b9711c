// `npm run bench [-- NAME …]`: each row beside a baseline that is measured in the same run.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { installPackages } from './install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
installPackages(root);
for (const [command, ...args] of [['tools/build.mjs'], ['dist/test/bench/main.js', ...process.argv.slice(2)]]) {
  const { status } = spawnSync(process.execPath, [command, ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
