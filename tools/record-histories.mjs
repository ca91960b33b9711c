// Plays every branch of every process again and keeps its history for test/replay. Only after a change that is meant to break open
// processes, or for a new branch: a recording that is renewed by habit guards nothing.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [only = 'workflows/processes'] = process.argv.slice(2);
if (only === 'workflows/processes') rmSync(`${root}/test/replay/histories`, { recursive: true, force: true });
const { status } = spawnSync(process.execPath, ['tools/test.mjs', 'process', '--only', only], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, RECORD_HISTORIES: '1' },
});
process.exit(status ?? 1);
