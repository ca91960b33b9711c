// Starts a whole Throughline with engines and state of its own, from the compiled tree, before the first spec of a size.
const { createWriteStream, mkdirSync, rmSync } = require('node:fs');
const { join, resolve } = require('node:path');

const root = resolve(__dirname, '../..');

module.exports = async (_, { displayName }) => {
  const state = join(root, '.throughline', displayName.name);
  const { startInstallation } = require(join(root, 'dist/tools/throughline/set-up/installation.js'));
  const { ownStateDirectory } = require(join(root, 'dist/deploy/embedded/owner-lock.js'));
  const { Output } = require(join(root, 'dist/tools/throughline/output.js'));
  const { quietLogs } = require(join(root, 'dist/tools/throughline/one-shot.js'));
  // Refuses while another run lives there: its databases are not to be wiped from under it.
  ownStateDirectory(state)();
  rmSync(state, { recursive: true, force: true });
  mkdirSync(join(root, 'test-results'), { recursive: true });
  process.env.THROUGHLINE_STATE = state;
  // Engines of its own: a fresh database beside topics that other tests have written would be a world that never was.
  for (const name of ['DATABASE_URL', 'KAFKA_BROKERS', 'TEMPORAL_ADDRESS', 'TEMPORAL_UI']) delete process.env[name];
  quietLogs();
  const log = createWriteStream(join(root, `test-results/${displayName.name}-installation.log`));
  const installation = await startInstallation(new Output(log, log), new AbortController().signal);
  globalThis.throughlineInstallation = installation;
  process.env.THROUGHLINE_TEST_GATEWAY = installation.gateway;
  process.env.THROUGHLINE_TEST_SETTINGS = JSON.stringify(installation.env);
};
