import { setTimeout as pause } from 'node:timers/promises';

import type { Logger } from '@temporalio/common';
import { Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
import type { CompiledWorkerOptions } from '@temporalio/worker/lib/worker-options';
import type { WorkflowCreator } from '@temporalio/worker/lib/workflow/interface';
import type { WorkflowBundleWithSourceMapAndFilename as Bundle } from '@temporalio/worker/lib/workflow/workflow-worker-thread/input';

import type { CommonGround } from './common-ground';

const grounds = new WeakMap<NativeConnection, CommonGround>();

/** Milliseconds for which the bundle is at hand, for the workers that start side by side; the SDK keeps what it parsed as long. */
const bundleKept = 10_000;

/** A thread learns only once which local activities there are; with this name it leaves that question to the worker of the queue. */
const ANY_ACTIVITY = 'default';

/**
 * The SDK's worker, but its workflows live in the thread of its ground, beside those of other queues: a thread of its own is a V8 heap of its own with the
 * bundle in it, some 28 MB, and the SDK offers no way to share one. Runs are told apart by their run id there, as they are within one queue.
 */
export class GroundWorker extends Worker {
  static on(ground: CommonGround, options: Omit<WorkerOptions, 'connection'>): Promise<Worker> {
    grounds.set(ground.connection, ground);
    return this.create({ ...options, connection: ground.connection });
  }

  protected static override getOrCreateBundle(options: CompiledWorkerOptions, logger: Logger): Promise<Bundle | undefined> {
    const ground = groundOf(options);
    if (!ground.bundle) {
      const bundle = (ground.bundle = super.getOrCreateBundle(options, logger));
      const forget = () => void (ground.bundle = undefined);
      bundle.then(() => pause(bundleKept, undefined, { ref: false })).then(forget, forget);
    }
    return ground.bundle;
  }

  /** The thread ends with the ground, not with one of its workers. */
  protected static override async createWorkflowCreator(bundle: Bundle, options: CompiledWorkerOptions, logger: Logger): Promise<WorkflowCreator> {
    const ground = groundOf(options);
    const activities = new Map([[ANY_ACTIVITY, async () => undefined]]);
    const thread = (ground.thread ??= super.createWorkflowCreator(bundle, { ...options, activities }, logger));
    const workflows = await thread.catch((error: unknown) => {
      ground.thread = undefined;
      throw error;
    });
    return { createWorkflow: (run) => workflows.createWorkflow(run), destroy: () => Promise.resolve() };
  }
}

function groundOf(options: WorkerOptions | CompiledWorkerOptions): CommonGround {
  const { connection } = options as Pick<WorkerOptions, 'connection'>;
  const ground = connection && grounds.get(connection);
  if (!ground) throw new Error('A GroundWorker is made by GroundWorker.on.');
  return ground;
}
