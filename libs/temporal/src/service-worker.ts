import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { TransportError, type Worker, type WorkerOptions } from '@temporalio/worker';

import { rootLogger } from '@throughline/observability/logger';

import { activityInterceptors, type ActivityCount } from './activity-interceptors';
import { cacheShare } from './cache-share';
import { resolved, type TemporalAddress } from './client';
import { stayOnGround, type Stay } from './common-ground';
import { GroundWorker } from './ground-worker';
import { dataConverter } from './payload-limit';
import { installRuntime } from './runtime';

export interface ServiceWorkerOptions extends TemporalAddress {
  /** Task queue: the service's name. */
  queue: string;
  activities: object;
  /** File of the built bundle; default dist/workflow-bundle.js. Where it is missing, `workflowsPath` is bundled at start. */
  workflowBundle?: string;
  workflowsPath?: string;
  workflowInterceptorModules?: string[];
  /** Default this queue's share of what the process may cache. */
  maxCachedWorkflows?: number;
  count?: ActivityCount;
  /** Told when the worker has died and will not come back by itself. Default: the process ends with code 1, to be restarted. */
  onFailure?: (error: unknown) => void;
}

/**
 * How long a task waits for the worker that has its workflow in memory before any other may take it and replay. Nobody tells the server of a kill -9: until then
 * an answer to a story waits for the dead one, with the SDK's default 10 s, which is longer than a person's request is heard (Stories: 5 s).
 */
const waitForWhoRemembers = '2s';

type State = 'stopped' | 'connecting' | 'running' | 'stopping' | 'failed';

/** The Temporal worker of one queue, from first connection to drain. */
export class ServiceWorker {
  private current: State = 'stopped';
  private worker?: Worker;
  private finished: Promise<void> = Promise.resolve();
  private ending = new AbortController();

  constructor(private readonly options: ServiceWorkerOptions) {}

  get state(): State {
    return this.current;
  }

  /** Returns at once; connects in the background, for ever, so that a service answers reads while Temporal is down. */
  start(): void {
    if (this.current !== 'stopped') return;
    this.current = 'connecting';
    this.ending = new AbortController();
    this.finished = this.live().catch((error: unknown) => this.fail(error));
  }

  /** Takes no new work, lets what runs end (20 s, forced after 25 s), then lets go of the connection. */
  async stop(): Promise<void> {
    if (this.current === 'stopped' || this.current === 'failed') return;
    this.current = 'stopping';
    this.ending.abort();
    if (this.worker?.getState() === 'RUNNING') this.worker.shutdown();
    await this.finished;
    this.current = 'stopped';
  }

  private async live(): Promise<void> {
    const { queue } = this.options;
    const ready = await this.untilReady();
    if (!ready) return;
    try {
      this.worker = ready.worker;
      const running = this.worker.run();
      // Told to stop while it was being made: it ends as one that has run, or its connection could not be let go of.
      if (this.stopping) this.worker.shutdown();
      else this.current = 'running';
      rootLogger(queue).info({ queue }, 'the worker takes tasks');
      await running;
    } finally {
      await ready.stay.leave();
    }
  }

  /** Tries until the server answers; it may go away again between two of its answers. @throws what no waiting mends, such as a missing namespace */
  private async untilReady(): Promise<{ stay: Stay; worker: Worker } | undefined> {
    installRuntime();
    const { address, namespace } = resolved(this.options);
    const code = existsSync(this.bundle) ? this.bundle : String(this.options.workflowsPath);
    for (let attempt = 1; !this.stopping; attempt += 1) {
      let stay: Stay | undefined;
      try {
        stay = await stayOnGround(address, code, `${namespace}/${this.options.queue}`);
        const worker = await GroundWorker.on(stay.ground, this.workerOptions());
        return { stay, worker };
      } catch (error) {
        await stay?.leave();
        if (stay && !isAway(error)) throw error;
        if (attempt % 20 === 1) rootLogger(this.options.queue).warn({ address, attempt, reason: String(error) }, 'Temporal does not answer; trying on');
        await this.rest(Math.min(250 * attempt, 2_000));
      }
    }
    return undefined;
  }

  private async rest(milliseconds: number): Promise<void> {
    await pause(milliseconds, undefined, { signal: this.ending.signal }).catch(() => undefined);
  }

  private get stopping(): boolean {
    return this.current === 'stopping';
  }

  private workerOptions(): Omit<WorkerOptions, 'connection'> {
    const { queue, activities, count, maxCachedWorkflows, workflowInterceptorModules } = this.options;
    return {
      namespace: resolved(this.options).namespace,
      taskQueue: queue,
      activities,
      dataConverter,
      ...this.workflows(),
      shutdownGraceTime: '20s',
      shutdownForceTime: '25s',
      // One thread for all queues of the process: stories are few, and every thread costs some 30 MB.
      workflowThreadPoolSize: 1,
      maxCachedWorkflows: maxCachedWorkflows ?? cacheShare(),
      stickyQueueScheduleToStartTimeout: waitForWhoRemembers,
      interceptors: {
        activity: [activityInterceptors(queue, count)],
        ...(!existsSync(this.bundle) && workflowInterceptorModules && { workflowModules: workflowInterceptorModules }),
      },
    };
  }

  private get bundle(): string {
    return this.options.workflowBundle ?? join(process.cwd(), 'dist', 'workflow-bundle.js');
  }

  private workflows(): Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'> {
    if (existsSync(this.bundle)) return { workflowBundle: { codePath: this.bundle } };
    return this.options.workflowsPath ? { workflowsPath: this.options.workflowsPath } : {};
  }

  private fail(error: unknown): void {
    this.current = 'failed';
    rootLogger(this.options.queue).fatal({ err: error, queue: this.options.queue }, 'the worker has died');
    const end = this.options.onFailure ?? (() => process.exit(1));
    end(error);
  }
}

/** A worker asks for its namespace when it is made; a server that is still starting cannot say. */
function isAway(error: unknown): boolean {
  return error instanceof TransportError || /unavailable|transport error|connection refused|deadline/i.test(String(error));
}
