// Makes sure that the packages named by the lockfile are installed; says what it does, because it can take minutes.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';

/** @param {string} root folder of the project */
export function installPackages(root) {
  const lock = createHash('sha256').update(readFileSync(`${root}/package-lock.json`)).digest('hex');
  const mark = `${root}/node_modules/.throughline-lock`;
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return;
  console.error('Installing packages (npm; the first time takes one to three minutes) …');
  const npm = (args, stdio) => spawnSync('npm', [...args, '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: root, stdio, shell: process.platform === 'win32' }).status;
  // `npm ci` refuses where a registry lacks an optional platform build that the lockfile names; `npm install` does not. What the first has to say
  // would only frighten where the second succeeds.
  if (npm(['ci'], 'ignore') !== 0 && npm(['install', '--no-save'], ['ignore', 'inherit', 'inherit']) !== 0) {
    console.error('The packages could not be installed: npm says why above. Check that the npm registry can be reached, then run this again.');
    process.exit(1);
  }
  writeFileSync(mark, lock);
}
