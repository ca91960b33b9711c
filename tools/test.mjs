// `npm test`: everything, on real engines, closing with `N passed, N failed`.
// `node tools/test.mjs small medium` runs some suites; `--only PATH` narrows them to a folder.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { findOrInstallChromium } from './chromium.mjs';
import { installPackages } from './install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
/**
 * Round by round; the lanes of a round run at once. Tests of medium size wait for their engines much of the time, and what only thinks runs meanwhile. So do
 * whole installations, for what they kill and start again and for people who click: each suite has one of its own.
 */
const rounds = [
  [['typecheck', 'lint', 'small', 'boundaries', 'replay', 'process', 'benches'], ['medium']],
  [['browser'], ['scenario', 'faults']],
];
const suites = rounds.flat(2);
/** Test files at once; one where they share an installation or a server whose time is one. */
const workers = { small: 2, medium: 2, boundaries: 2 };
const args = process.argv.slice(2);
const onlyAt = args.indexOf('--only');
const only = onlyAt >= 0 ? args.splice(onlyAt, 2)[1] : undefined;
const unknown = args.filter((name) => !suites.includes(name));
if (unknown.length > 0) {
  console.error(`No such suite: ${unknown.join(', ')}. There are: ${suites.join(', ')}.`);
  process.exit(2);
}
const chosen = args.length > 0 ? suites.filter((name) => args.includes(name)) : suites;

const running = new Set();
// Whatever stops us, engines and builds that were started are stopped with us.
const interruption = new AbortController();
const stop = (signal) => {
  for (const child of running) child.kill(signal);
  interruption.abort(new Error(`stopped by ${signal}`));
};
process.on('SIGINT', () => stop('SIGINT'));
process.on('SIGTERM', () => stop('SIGTERM'));

/** @param say where its output goes; absent: to ours, as it comes */
const run = (command, argv, { env, say } = {}) =>
  new Promise((done) => {
    const output = say ? 'pipe' : 'inherit';
    const child = spawn(process.execPath, [command, ...argv], { cwd: root, stdio: ['ignore', output, output], env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', ...env } });
    running.add(child);
    for (const stream of say ? [child.stdout, child.stderr] : []) stream.setEncoding('utf8').on('data', say);
    child.on('close', (code) => {
      running.delete(child);
      done(code ?? 1);
    });
  });

async function letGoOfTheDisk(connectionString) {
  const { Client } = createRequire(import.meta.url)('pg');
  const client = new Client({ connectionString });
  await client.connect();
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) await client.query(`ALTER SYSTEM SET ${setting} = off`);
  await client.query('SELECT pg_reload_conf()');
  await client.end();
}

/** Says why there is none; the suites before have run all the same. */
function chromiumFound() {
  try {
    process.env.CHROMIUM_PATH = findOrInstallChromium();
    return true;
  } catch (error) {
    console.log(error.message);
    return false;
  }
}

installPackages(root);
if ((await run('tools/build.mjs', [])) !== 0) {
  console.log('The build failed: nothing was tested.\n0 passed, 1 failed');
  process.exit(1);
}

/** Suites that share engines. */
const onEngines = ['medium', 'process'];
/** Suites that start some of their own: none of them has the patience for a program that is built first. */
const onTheirOwn = ['browser', 'benches', 'scenario', 'faults'];
let engines;
if (chosen.some((name) => onEngines.includes(name) || onTheirOwn.includes(name))) {
  const { startEngines } = createRequire(import.meta.url)(`${root}/dist/deploy/embedded/engines.js`);
  engines = await startEngines({
    stateDir: `${root}/.throughline/test`,
    want: ['postgres', 'kafka', 'temporal', 'test-server'],
    signal: interruption.signal,
  });
}

// What tests write may be lost: no commit of theirs waits for the disk.
if (engines?.owns('postgres')) await letGoOfTheDisk(engines.env.DATABASE_URL);

const results = `${root}/test-results`;
mkdirSync(results, { recursive: true });
const outcomes = new Map();
let passed = 0;
let failed = 0;
const summary = [];
const started = Date.now();

const verdict = (code) => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

async function jest(suite, workers, say) {
  const report = `${results}/${suite}.json`;
  rmSync(report, { force: true });
  // A process test that failed leaves its worker waiting for the server: the report is written, nothing else is to come.
  const leave = suite === 'process' ? ['--forceExit'] : [];
  const code = await run(
    'node_modules/jest/bin/jest.js',
    ['--selectProjects', suite, ...(workers === 1 ? ['--runInBand'] : [`--maxWorkers=${workers}`]), ...leave, '--json', '--outputFile', report, '--passWithNoTests', ...(only ? ['--testPathPatterns', only] : [])],
    { env: { ...(suite === 'medium' && { LOG_LEVEL: process.env.LOG_LEVEL ?? 'error' }), ...(onEngines.includes(suite) && engines.env) }, say },
  );
  const read = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
  const counts = {
    passed: read?.numPassedTests ?? 0,
    // A suite that could not be loaded counts no tests, but it has failed.
    failed: (read?.numFailedTests ?? 0) + (read?.numRuntimeErrorTestSuites ?? 0),
    skipped: read?.numPendingTests ?? 0,
  };
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

/** In one process: one for each project (`nx lint`) reads anew whatever the project imports, which takes four times as long. */
async function lint(say) {
  // The rule of the boundaries says nothing where the graph of the projects is not there.
  const graph = await run('node_modules/.bin/nx', ['show', 'projects'], { say: () => undefined });
  const folders = ['libs', 'services', 'workflows', 'deploy', 'tools', 'test'];
  return verdict(graph || (await run('node_modules/.bin/eslint', ['--max-warnings', '0', ...folders], { say })));
}

/** What runs in Node, and what runs in a browser. By the native compiler: what ESLint and the generators call is the one written in JavaScript, four times as slow. */
async function typecheck(say) {
  const node = await run('node_modules/typescript-7/bin/tsc', ['-p', 'tsconfig.json'], { say });
  return verdict((await run('node_modules/typescript-7/bin/tsc', ['-p', 'services/console'], { say })) || node);
}

function runSuite(suite, say) {
  if (suite === 'typecheck') return typecheck(say);
  if (suite === 'lint') return lint(say);
  if (suite === 'browser' && !chromiumFound()) return { passed: 0, failed: 1 };
  return jest(suite, workers[suite] ?? 1, say);
}

/** Suites that follow one another. What runs beside another lane is told when it is over. */
async function runLane(lane, aside) {
  for (const suite of lane) {
    if (interruption.signal.aborted) return;
    const from = Date.now();
    let told = '';
    const heading = `\n— ${suite} —\n`;
    if (!aside) process.stdout.write(heading);
    const counts = await runSuite(suite, aside ? (text) => (told += text) : undefined);
    if (aside) process.stdout.write(heading + told);
    outcomes.set(suite, { ...counts, seconds: Math.round((Date.now() - from) / 1000) });
  }
}

async function endEngines() {
  await engines?.stop();
  engines = undefined;
}

if (!chosen.some((name) => onEngines.includes(name))) await endEngines();
for (const round of rounds) {
  const lanes = round.map((lane) => lane.filter((suite) => chosen.includes(suite))).filter((lane) => lane.length > 0);
  await Promise.all(lanes.map((lane, at) => runLane(lane, at < lanes.length - 1)));
  await endEngines();
}
for (const suite of chosen.filter((name) => outcomes.has(name))) {
  const counts = outcomes.get(suite);
  passed += counts.passed;
  failed += counts.failed;
  summary.push(`${suite.padEnd(11)} ${String(counts.passed).padStart(5)} passed ${String(counts.failed).padStart(4)} failed${counts.skipped ? ` ${counts.skipped} skipped` : ''}  ${counts.seconds} s`);
}

console.log(`\n${summary.join('\n')}\n${Math.round((Date.now() - started) / 1000)} s in all`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(interruption.signal.aborted ? 130 : failed === 0 && passed > 0 ? 0 : 1);
