import { Connection } from '@temporalio/client';
import { join } from 'node:path';
import { findTemporal, type TemporalProgram } from '../programs/temporal-program';
import type { Engine } from './engine';

/** Server settings of the development server, each with its reason. */
const DYNAMIC_CONFIG: Readonly<Record<string, string>> = {
  // A workflow's own activity is handed to the worker that completes the workflow task: one round trip less for every decision.
  'system.enableActivityEagerExecution': 'true',
  // The reconciler and the sandbox's clock list workflows often; the default of 10 a second is meant for people at a screen.
  'frontend.namespaceRPS.visibility': '1000',
  // One process, one node: more partitions only mean more hops before a poller meets its task.
  'matching.numTaskqueueReadPartitions': '1',
  'matching.numTaskqueueWritePartitions': '1',
};

export const temporalEngine: Engine<TemporalProgram> = {
  name: 'temporal',
  title: 'Temporal',
  purpose: 'it holds every deadline and every running process',
  given: 'TEMPORAL_ADDRESS',
  ports: { temporal: 7233, 'temporal-ui': 8233, 'temporal-metrics': 9233 },
  readyWithinMs: 60_000,
  find: findTemporal,

  prepare: async ({ temporal }, { home, ports }, { env }) => ({
    command: temporal,
    args: [
      ...['server', 'start-dev', '--log-level', 'warn'],
      ...['--ip', '127.0.0.1', '--ui-ip', '127.0.0.1'],
      ...['--port', String(ports['temporal']), '--ui-port', String(ports['temporal-ui']), '--metrics-port', String(ports['temporal-metrics'])],
      ...['--db-filename', join(home, 'temporal.sqlite')],
      // Three to four times faster than SQLite's defaults; a power cut may lose the last moments, a killed process loses nothing.
      ...['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'],
      ...Object.entries(DYNAMIC_CONFIG).flatMap(([key, value]) => ['--dynamic-config-value', `${key}=${value}`]),
    ],
    cwd: home,
    // A person's own client settings must not reach the server that we start.
    env: Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_'))),
    stopSignal: 'SIGTERM',
    stopGraceMs: 10_000,
  }),

  probe: async ({ TEMPORAL_ADDRESS }) => {
    const connection = await Connection.connect({ address: TEMPORAL_ADDRESS, connectTimeout: '3s' });
    await connection.close();
  },

  address: ({ ports }) => ({ TEMPORAL_ADDRESS: `127.0.0.1:${ports['temporal']}`, TEMPORAL_UI: `http://127.0.0.1:${ports['temporal-ui']}` }),
};
