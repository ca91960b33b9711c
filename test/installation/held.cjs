// A whole Throughline of its own for one spec, in a process of its own: what it starts ends with it. Told by its parent, over IPC, which engine to kill and to start again.
const { createWriteStream, mkdirSync, writeFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

const root = resolve(__dirname, '../..');
const { startInstallation } = require(join(root, 'dist/tools/throughline/set-up/installation.js'));
const { Output } = require(join(root, 'dist/tools/throughline/output.js'));
const { quietLogs } = require(join(root, 'dist/tools/throughline/one-shot.js'));

const roles = ['postgres', 'kafka', 'kafka-controller', 'temporal', 'temporal-ui', 'temporal-metrics', 'directory', 'leads', 'opportunities', 'contracts', 'collections', 'worklist', 'gateway', 'worker'];

async function main() {
  const state = process.env.THROUGHLINE_STATE;
  mkdirSync(state, { recursive: true });
  mkdirSync(join(root, 'test-results'), { recursive: true });
  for (const name of ['DATABASE_URL', 'KAFKA_BROKERS', 'TEMPORAL_ADDRESS', 'TEMPORAL_UI']) delete process.env[name];
  // Ports that nobody else would choose: while an engine is down nobody may take its place.
  const first = 20_000 + (process.pid % 1_000) * 10;
  writeFileSync(join(state, 'ports.json'), JSON.stringify(Object.fromEntries(roles.map((role, at) => [role, first + at]))));
  quietLogs();
  const log = createWriteStream(join(root, 'test-results/held-installation.log'));
  const stopping = new AbortController();
  process.once('disconnect', () => stopping.abort(new Error('the spec has ended')));
  // Named services only: the others are run by the spec itself, in processes that it kills.
  const serve = process.env.THROUGHLINE_HELD_SERVICES?.split(',');
  const only = serve && ((env) => [{ name: 'services', title: 'Services', args: ['serve', ...serve], readyUrl: `${env[`${serve[0].toUpperCase()}_URL`]}/health/ready` }]);
  const installation = await startInstallation(new Output(log, log), stopping.signal, only);
  const acts = {
    kill: (engine) => installation.engines.kill(engine),
    restart: (engine) => installation.engines.restart(engine),
    stopServices: () => installation.services.stop(),
    stop: () => installation.stop(),
  };
  process.on('message', async ({ id, act, engine }) => {
    try {
      await acts[act](engine);
      process.send({ id });
    } catch (error) {
      process.send({ id, error: String(error) });
    }
    if (act === 'stop') process.exit(0);
  });
  process.once('disconnect', () => void installation.stop().finally(() => process.exit(1)));
  process.send({ id: 0, env: installation.env, gateway: installation.gateway });
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
