// `npm test`: everything, on real engines, closing with `N passed, N failed`.
// `node tools/test.mjs small medium` runs some suites; `--only PATH` narrows them to a folder.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { findOrInstallChromium } from './chromium.mjs';
import { installPackages } from './install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const suites = ['typecheck', 'lint', 'small', 'boundaries', 'replay', 'medium', 'process', 'scenario', 'browser'];
const args = process.argv.slice(2);
const onlyAt = args.indexOf('--only');
const only = onlyAt >= 0 ? args.splice(onlyAt, 2)[1] : undefined;
const unknown = args.filter((name) => !suites.includes(name));
if (unknown.length > 0) {
  console.error(`No such suite: ${unknown.join(', ')}. There are: ${suites.join(', ')}.`);
  process.exit(2);
}
const chosen = args.length > 0 ? suites.filter((name) => args.includes(name)) : suites;

let running;
// Whatever stops us, engines and builds that were started are stopped with us.
const interruption = new AbortController();
const stop = (signal) => {
  running?.kill(signal);
  interruption.abort(new Error(`stopped by ${signal}`));
};
process.on('SIGINT', () => stop('SIGINT'));
process.on('SIGTERM', () => stop('SIGTERM'));

const run = (command, argv, env = {}) =>
  new Promise((done) => {
    running = spawn(process.execPath, [command, ...argv], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', ...env } });
    running.on('close', (code) => done(code ?? 1));
  });

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

const needsEngines = chosen.some((name) => ['medium', 'process', 'scenario', 'browser'].includes(name));
let engines;
if (needsEngines) {
  const { startEngines } = createRequire(import.meta.url)(`${root}/dist/deploy/embedded/engines.js`);
  engines = await startEngines({
    stateDir: `${root}/.throughline/test`,
    want: ['postgres', 'kafka', 'temporal', 'test-server'],
    signal: interruption.signal,
  });
}

const results = `${root}/test-results`;
mkdirSync(results, { recursive: true });
let passed = 0;
let failed = 0;
const summary = [];
const started = Date.now();

for (const suite of chosen) {
  if (interruption.signal.aborted) break;
  const from = Date.now();
  let counts = { passed: 0, failed: 0, skipped: 0 };
  console.log(`\n— ${suite} —`);
  if (suite === 'typecheck') {
    counts = (await run('node_modules/typescript/bin/tsc', ['-p', 'tsconfig.json'])) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  } else if (suite === 'lint') {
    counts = (await run('node_modules/.bin/nx', ['run-many', '-t', 'lint', '--outputStyle', 'static'])) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  } else if (suite === 'browser' && !chromiumFound()) {
    counts = { passed: 0, failed: 1 };
  } else {
    const report = `${results}/${suite}.json`;
    rmSync(report, { force: true });
    // A process test that failed leaves its worker waiting for the server: the report is written, nothing else is to come.
    const leave = suite === 'process' ? ['--forceExit'] : [];
    const serial = ['process', 'scenario', 'browser', 'replay'].includes(suite) ? ['--runInBand'] : ['--maxWorkers=2'];
    const code = await run(
      'node_modules/jest/bin/jest.js',
      ['--selectProjects', suite, ...serial, ...leave, '--json', '--outputFile', report, '--passWithNoTests', ...(only ? ['--testPathPatterns', only] : [])],
      engines?.env,
    );
    const read = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
    counts = {
      passed: read?.numPassedTests ?? 0,
      // A suite that could not be loaded counts no tests, but it has failed.
      failed: (read?.numFailedTests ?? 0) + (read?.numRuntimeErrorTestSuites ?? 0),
      skipped: read?.numPendingTests ?? 0,
    };
    if (code !== 0 && counts.failed === 0) counts.failed = 1;
  }
  passed += counts.passed;
  failed += counts.failed;
  summary.push(`${suite.padEnd(11)} ${String(counts.passed).padStart(5)} passed ${String(counts.failed).padStart(4)} failed${counts.skipped ? ` ${counts.skipped} skipped` : ''}  ${Math.round((Date.now() - from) / 1000)} s`);
}

await engines?.stop();
console.log(`\n${summary.join('\n')}\n${Math.round((Date.now() - started) / 1000)} s in all`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(interruption.signal.aborted ? 130 : failed === 0 && passed > 0 ? 0 : 1);
