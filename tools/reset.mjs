// `npm run reset`: stops what runs from this clone and wipes its state (.throughline, or THROUGHLINE_STATE). Programs in the cache stay.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const state = resolve(process.env.THROUGHLINE_STATE || join(root, '.throughline'));

/** Start time of a process as the operating system tells it: a pid alone may by now belong to somebody else. */
const startedAt = (pid) => {
  if (process.platform !== 'linux') return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } }).stdout?.trim() || undefined;
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)\s/s, '').split(' ');
    if (fields[0] === 'Z') return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19]}`;
  } catch {
    return undefined;
  }
};

const read = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};
const alive = (recorded) => Number.isInteger(recorded?.pid) && recorded.pid > 1 && startedAt(recorded.pid) === recorded.startedAt;
const signal = (recorded, name) => {
  for (const target of [-recorded.pid, recorded.pid]) {
    try {
      process.kill(target, name);
      return;
    } catch {
      // no group of that number, or gone already
    }
  }
};
const stop = async (recorded, name) => {
  if (!alive(recorded)) return;
  signal(recorded, name);
  for (const end = Date.now() + 40_000; Date.now() < end; ) {
    if (!alive(recorded)) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  signal(recorded, 'SIGKILL');
};

if (!existsSync(state)) {
  console.log(`Nothing to reset: there is no ${state}.`);
  process.exit(0);
}
// Only what we made: a mistyped THROUGHLINE_STATE must not cost somebody his home.
const ours = ['postgres', 'kafka', 'temporal', 'logs', 'run', 'test', 'ports.json', 'owner.json', 'settings.json', 'role-password', 'postgres.elsewhere'];
const strangers = readdirSync(state).filter((name) => !ours.includes(name) && !ours.some((mine) => name.startsWith(`${mine}.`)));
if (strangers.length > 0 && resolve(state) !== join(root, '.throughline')) {
  console.error(`${state} also holds ${strangers.slice(0, 5).join(', ')}, which is not ours. Nothing was removed; empty it by hand or set THROUGHLINE_STATE right.`);
  process.exit(2);
}

const wipe = async (folder) => {
  const owner = read(join(folder, 'owner.json'));
  if (alive(owner)) {
    console.log(`Stopping the Throughline that uses ${folder} (process ${owner.pid}) …`);
    await stop(owner, 'SIGTERM');
  }
  const run = join(folder, 'run');
  const left = existsSync(run) ? readdirSync(run).map((name) => read(join(run, name))) : [];
  await Promise.all(left.map((recorded) => recorded && stop(recorded, recorded.stopSignal ?? 'SIGTERM')));
  // As root, PostgreSQL's files may lie where its own user can reach them.
  const pointer = join(folder, 'postgres.elsewhere');
  const elsewhere = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : '';
  if (basename(elsewhere) === 'postgres' && basename(dirname(dirname(elsewhere))) === 'throughline') rmSync(dirname(elsewhere), { recursive: true, force: true });
};
if (existsSync(join(state, 'test'))) await wipe(join(state, 'test'));
await wipe(state);
rmSync(state, { recursive: true, force: true });
console.log(`Removed ${state}.`);
