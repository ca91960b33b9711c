import { loadSettings, settingsFor } from '@throughline/config/settings';
import { startEngines, type Engines } from '@throughline/embedded/engines';
import type { ProgressListener, ProgressView } from '@throughline/embedded/progress';
import { progressFor } from '@throughline/embedded/progress-list';
import { stateDirectory } from '@throughline/embedded/repository';
import { seedCompany } from '@throughline/services/directory/src/seed';
import { seedPool } from '@throughline/services/leads/src/seed';
import { logLevelOfChildren } from '../one-shot';
import type { Output } from '../output';
import { rememberInstallation } from '../running-installation';
import { Supervisor, type ChildSpec } from '../supervisor';
import { ensureNamespace } from './ensure-namespace';
import { ensureTopics } from './ensure-topics';
import { localSettings } from './local-settings';
import { migrateAll } from './migrate-all';

/** A whole Throughline on this machine. */
export interface Installation {
  /** Every setting it runs with. */
  readonly env: Readonly<Record<string, string>>;
  /** The one origin. */
  readonly gateway: string;
  readonly engines: Engines;
  readonly services: Supervisor;
  stop(): Promise<void>;
}

/**
 * A Monday, early enough for the first working day to be whole (09:00 in Shanghai is 01:00 UTC). A fixed day, so that the story is the same
 * whenever it is told; its 120 days hold Chinese New Year with its make-up working days.
 */
const SANDBOX_START = '2026-01-05T00:00:00Z';

/** glibc's own wish is up to eight heaps for each core; a process with a worker for each of six queues then holds 40 MB more (measured). Nothing to other C libraries. */
const fewArenas = { MALLOC_ARENA_MAX: '2' };

/**
 * Engines, schemas, topics, namespace, services, company. What is there already is used as it is.
 * @param children the roles that run; absent: all services and the process worker
 * @throws with cause and fix; then nothing is left running
 */
export async function startInstallation(output: Output, signal: AbortSignal, children: (env: Record<string, string>) => ChildSpec[] = everything): Promise<Installation> {
  const progress = new Progress(output);
  const stateDir = stateDirectory();
  const engines = await progress.during('Engines', (tell) => startEngines({ stateDir, want: ['postgres', 'kafka', 'temporal'], onProgress: tell, signal }));
  let services: Supervisor | undefined;
  const stop = async () => {
    await services?.stop();
    await engines.stop();
  };
  try {
    const env = await localSettings(stateDir, engines.ports, engines.env);
    await progress.during('Set-up', async (tell) => {
      await Promise.all([
        step(tell, 'Database', 'bringing schemas and roles up to date', () => migrateAll(loadSettings(settingsFor('migrate'), env), SANDBOX_START)),
        step(tell, 'Topics', 'making what is missing', () => ensureTopics(loadSettings(settingsFor('topics'), env).KAFKA_BROKERS)),
        step(tell, 'Namespace', 'making what is missing', () => ensureNamespace(env['TEMPORAL_ADDRESS'] ?? '', env['TEMPORAL_NAMESPACE'] ?? '', 7)),
      ]);
      signal.throwIfAborted();
      await step(tell, 'Company', 'seeding people, units, the working calendar and the pool', async () => {
        const settings = loadSettings(settingsFor('seed'), env);
        await seedCompany(settings);
        await seedPool(settings);
      });
    });
    signal.throwIfAborted();
    rememberInstallation(stateDir, env);
    services = new Supervisor({ stateDir, records: engines.records, env: { ...fewArenas, ...process.env, ...env, LOG_LEVEL: logLevelOfChildren() }, tell: progress.tell });
    await progress.during('Services', () => (services as Supervisor).start(children(env), signal));
    return { env, gateway: `http://127.0.0.1:${env['GATEWAY_PORT']}`, engines, services, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function everything(env: Record<string, string>): ChildSpec[] {
  return [
    { name: 'services', title: 'Services', args: ['serve', 'all'], readyUrl: `http://127.0.0.1:${env['GATEWAY_PORT']}/health/ready` },
    { name: 'worker', title: 'Process worker', args: ['work', 'processes'], readyUrl: `http://127.0.0.1:${env['WORKER_PORT']}/health/ready` },
  ];
}

async function step(tell: ProgressListener, engine: string, text: string, work: () => Promise<unknown>): Promise<void> {
  tell({ engine, phase: 'begin', text });
  try {
    await work();
    tell({ engine, phase: 'ready', text: 'done' });
  } catch (error) {
    tell({ engine, phase: 'failed', text: (error as Error).message });
    throw error;
  }
}

/** While something is being started, a living list; afterwards (a restart in the middle of the story) plain lines, which do not disturb it. */
class Progress {
  private view?: ProgressView;

  constructor(private readonly output: Output) {}

  readonly tell: ProgressListener = (event) => {
    if (this.view) this.view.listen(event);
    else this.output.note(`[${event.engine}] ${event.text}${event.why ? `, because ${event.why}` : ''}`);
  };

  async during<T>(title: string, work: (tell: ProgressListener) => Promise<T>): Promise<T> {
    const view = progressFor(process.stderr, title);
    this.view = view;
    try {
      return await work(this.tell);
    } finally {
      this.view = undefined;
      await view.end();
    }
  }
}
