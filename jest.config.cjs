// One Jest project for each size of test: small, medium, process, scenario, faults, replay, boundaries, browser, benches.
const { readFileSync } = require('node:fs');

const { $schema, ...swc } = JSON.parse(readFileSync(`${__dirname}/.swcrc`, 'utf8'));
const { paths } = JSON.parse(readFileSync(`${__dirname}/tsconfig.base.json`, 'utf8')).compilerOptions;

const moduleNameMapper = Object.fromEntries(
  Object.entries(paths).map(([alias, [target]]) => [
    `^${alias.replace('/*', '/(.*)$')}`,
    `<rootDir>/${target.slice(2).replace('/*', '/$1')}`,
  ]),
);
// Aliases are resolved by Jest; swc must leave them alone.
const { paths: _paths, baseUrl: _baseUrl, ...jsc } = swc.jsc;

const size = (name, testMatch, extra = {}) => ({
  displayName: name,
  rootDir: __dirname,
  testEnvironment: 'node',
  testMatch,
  moduleNameMapper,
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.throughline/', '<rootDir>/.nx/'],
  setupFiles: ['reflect-metadata'],
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, jsc }] },
  ...extra,
});

// One Throughline for all specs of a size: its business time only moves forward, as in life.
const onInstallation = { globalSetup: '<rootDir>/test/installation/set-up.cjs', globalTeardown: '<rootDir>/test/installation/tear-down.cjs' };

// Databases go from one test of a run to the next.
const onDatabases = { globalSetup: '<rootDir>/test/databases/set-up.cjs', globalTeardown: '<rootDir>/test/databases/tear-down.cjs' };
// Modules are read once in a worker, not once in a file.
const onSharedModules = { runtime: '<rootDir>/test/worker/runtime.cjs', testEnvironment: '<rootDir>/test/worker/environment.cjs' };
// The workflow code is bundled once in a run.
const onBundle = { globalSetup: '<rootDir>/workflows/processes/testing/set-up.ts', globalTeardown: '<rootDir>/workflows/processes/testing/tear-down.ts' };

module.exports = {
  // A busy machine makes a test slow, not wrong: the limit is for what hangs. Of a project by itself Jest would not heed it.
  testTimeout: 30_000,
  projects: [
    size('small', ['<rootDir>/**/*.small.spec.ts']),
    size('medium', ['<rootDir>/**/*.medium.spec.ts'], { ...onDatabases, ...onSharedModules }),
    size('process', ['<rootDir>/**/*.process.spec.ts'], { ...onBundle, ...onSharedModules }),
    size('scenario', ['<rootDir>/test/scenarios/**/*.scenario.spec.ts'], onInstallation),
    // Each kills an installation of its own: one that idles beside them would only take the time of two cores.
    size('faults', ['<rootDir>/test/faults/**/*.scenario.spec.ts']),
    size('replay', ['<rootDir>/test/replay/**/*.replay.spec.ts'], onBundle),
    size('boundaries', ['<rootDir>/test/boundaries/**/*.boundaries.spec.ts']),
    size('benches', ['<rootDir>/test/bench/*.benches.spec.ts']),
    size('browser', ['<rootDir>/test/browser/**/*.browser.spec.ts'], onInstallation),
  ],
};
