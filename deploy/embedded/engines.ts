import { join } from 'node:path';
import { EnginesFailed, EngineFailure, reasonOf } from './engine-failure';
import type { Engine } from './engines/engine';
import { kafkaEngine } from './engines/kafka-engine';
import { postgresEngine } from './engines/postgres-engine';
import { temporalEngine } from './engines/temporal-engine';
import { ownStateDirectory } from './owner-lock';
import { Ports } from './ports';
import { ProgramCache } from './program-cache';
import { findTestServer } from './programs/test-server-program';
import type { ProgramContext } from './programs/program-context';
import type { ProgressListener } from './progress';
import { progressFor } from './progress-list';
import { ProcessRecords } from './recorded-process';
import { cacheDirectory, stateDirectory } from './repository';
import { RunningEngine } from './running-engine';

export type EngineName = 'postgres' | 'kafka' | 'temporal' | 'test-server';

export interface EnginesRequest {
  /** Where data, logs, pid files and port choices live. Default: THROUGHLINE_STATE, or `.throughline` in the clone. */
  readonly stateDir?: string;
  readonly want: readonly EngineName[];
  /** Default: a living list on a terminal, plain lines otherwise, on standard error. */
  readonly onProgress?: ProgressListener;
  /** Aborting stops what is going on, builds included, and everything that was started. */
  readonly signal?: AbortSignal;
  /** Default: the process's own. Addresses and programs are taken from here. */
  readonly env?: NodeJS.ProcessEnv;
}

export interface Engines {
  /** DATABASE_URL, KAFKA_BROKERS, TEMPORAL_ADDRESS, TEMPORAL_UI, THROUGHLINE_TEST_SERVER: of those that were wanted. */
  readonly env: Record<string, string>;
  readonly stateDir: string;
  readonly records: ProcessRecords;
  readonly ports: Ports;
  /** @returns whether we started this engine, i.e. it was not given. Only such can be killed and restarted. */
  owns(name: EngineName): boolean;
  /** @returns the process that runs now. */
  pid(name: EngineName): number | undefined;
  /** SIGKILL; stays down until `restart`. */
  kill(name: EngineName): Promise<void>;
  restart(name: EngineName): Promise<void>;
  /** Stops all that was started, side by side, and gives the state directory and the ports free. */
  stop(): Promise<void>;
}

const ENGINES: Readonly<Record<Exclude<EngineName, 'test-server'>, Engine>> = {
  postgres: postgresEngine as Engine,
  kafka: kafkaEngine as Engine,
  temporal: temporalEngine as Engine,
};

/**
 * Finds or starts the engines, side by side. What an earlier run left behind when it was killed is stopped first. An engine that dies is started
 * again on its data.
 * @throws EngineFailure or EnginesFailed, each with cause and fix; then nothing is left running.
 */
export async function startEngines(request: EnginesRequest): Promise<Engines> {
  const env = request.env ?? process.env;
  const stateDir = request.stateDir ?? stateDirectory(env);
  const view = request.onProgress ? undefined : progressFor(process.stderr);
  const tell = request.onProgress ?? (view?.listen as ProgressListener);
  const letGo = ownStateDirectory(stateDir);
  const records = new ProcessRecords(join(stateDir, 'run'));
  const ports = new Ports(stateDir);
  const running = new Map<EngineName, RunningEngine<unknown>>();
  const failed = new AbortController();
  const signal = request.signal ? AbortSignal.any([request.signal, failed.signal]) : failed.signal;

  // The last resort: whatever way this process ends, short of kill -9, its engines are told to stop.
  const atExit = () => running.forEach((engine) => engine.stopWithoutWaiting());
  process.once('exit', atExit);
  const stop = async () => {
    await Promise.all([...running.values()].map((engine) => engine.stop()));
    process.removeListener('exit', atExit);
    await view?.end();
    ports.release();
    letGo();
  };

  const contextOf = (title: string): ProgramContext => ({
    env,
    cache: new ProgramCache(cacheDirectory(env)),
    records,
    signal,
    say: (text, why, detail) => tell({ engine: title, phase: 'doing', text, why, detail }),
  });

  const provide = async (name: EngineName): Promise<Record<string, string>> => {
    const title = name === 'test-server' ? 'Temporal test server' : ENGINES[name].title;
    try {
      if (name === 'test-server') {
        tell({ engine: title, phase: 'begin', text: 'looking for its program', why: 'process tests run on it, with time that skips ahead' });
        const { path } = await findTestServer(contextOf(title));
        tell({ engine: title, phase: 'ready', text: `found at ${path}` });
        return { THROUGHLINE_TEST_SERVER: path };
      }
      const engine = ENGINES[name];
      const given = env[engine.given];
      if (given) return await useGiven(engine, given, env, tell);
      tell({ engine: title, phase: 'begin', text: 'looking for its program', why: engine.purpose });
      const started = new RunningEngine(engine, stateDir, ports, contextOf(title), tell);
      running.set(name, started);
      const address = await started.start();
      tell({ engine: title, phase: 'ready', text: `ready at ${Object.values(address).map(withoutPassword).join(', ')}` });
      return address;
    } catch (error) {
      tell({ engine: title, phase: 'failed', text: signal.aborted ? 'given up' : reasonOf(error) });
      throw error;
    }
  };

  try {
    const stopped = await records.stopLeftovers();
    if (stopped.length > 0) tell({ engine: 'Engines', phase: 'ready', text: `stopped what an earlier run had left behind: ${stopped.join(', ')}` });
    const results = await Promise.allSettled([...new Set(request.want)].map(provide));
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as Error] : []));
    request.signal?.throwIfAborted();
    if (failures.length > 0) throw failures.length === 1 ? failures[0] : new EnginesFailed(failures);
    await view?.end();
    return {
      env: Object.assign({}, ...results.map((result) => (result.status === 'fulfilled' ? result.value : {}))) as Record<string, string>,
      stateDir,
      records,
      ports,
      stop,
      owns: (name) => running.has(name),
      pid: (name) => running.get(name)?.pid,
      kill: (name) => owned(running, name).kill(),
      restart: (name) => owned(running, name).restart(),
    };
  } catch (error) {
    failed.abort(error);
    await stop();
    throw error;
  }
}

/** @throws EngineFailure where nothing answers at a given address: it is asked once more for a few seconds, then the user is told. */
async function useGiven(engine: Engine, given: string, env: NodeJS.ProcessEnv, tell: ProgressListener): Promise<Record<string, string>> {
  tell({ engine: engine.title, phase: 'begin', text: `asking the one at ${withoutPassword(given)}`, why: `${engine.given} names it` });
  let last = '';
  for (const end = Date.now() + 5_000; Date.now() < end; ) {
    try {
      await engine.probe({ [engine.given]: given });
      tell({ engine: engine.title, phase: 'ready', text: `given, and answers at ${withoutPassword(given)}` });
      const ui = engine.name === 'temporal' ? env['TEMPORAL_UI'] : undefined;
      return { [engine.given]: given, ...(ui && { TEMPORAL_UI: ui }) };
    } catch (error) {
      last = reasonOf(error);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
  throw new EngineFailure(
    engine.title,
    `${engine.given} is ${withoutPassword(given)}, but nothing that can be used answers there (${last}).`,
    `start it, or correct ${engine.given}, or leave ${engine.given} out and one is started for you`,
  );
}

function owned(running: ReadonlyMap<EngineName, RunningEngine<unknown>>, name: EngineName): RunningEngine<unknown> {
  const engine = running.get(name);
  if (!engine) throw new Error(`${name} was given from outside, or not wanted: it is not ours to stop`);
  return engine;
}

/** For lines that a person reads and logs keep. */
export function withoutPassword(address: string): string {
  return address.replace(/(:\/\/[^:/@]+):[^@]*@/, '$1:…@');
}
