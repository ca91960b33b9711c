import type { Logger } from '@temporalio/common';
import { Worker } from '@temporalio/worker';
import type { WorkerOptions } from '@temporalio/worker';
import type { CompiledWorkerOptions } from '@temporalio/worker/lib/worker-options';
import type { WorkflowCreator } from '@temporalio/worker/lib/workflow/interface';
import type { WorkflowBundleWithSourceMapAndFilename as Bundle } from '@temporalio/worker/lib/workflow/workflow-worker-thread/input';

let bundle: Promise<Bundle | undefined> | undefined;
let thread: Promise<WorkflowCreator> | undefined;

/** The SDK's worker, but all of a spec file that run workflows have one thread for them: to load the bundle into one takes a second. */
export class StageWorker extends Worker {
  static on(options: WorkerOptions): Promise<Worker> {
    return this.create(options);
  }

  /** After the last worker of the file. */
  static async clear(): Promise<void> {
    await (await thread)?.destroy();
    bundle = thread = undefined;
  }

  protected static override getOrCreateBundle(options: CompiledWorkerOptions, logger: Logger): Promise<Bundle | undefined> {
    return options.workflowBundle ? (bundle ??= super.getOrCreateBundle(options, logger)) : super.getOrCreateBundle(options, logger);
  }

  protected static override async createWorkflowCreator(code: Bundle, options: CompiledWorkerOptions, logger: Logger): Promise<WorkflowCreator> {
    // A thread learns only once which local activities there are; with this name it leaves that question to the worker.
    thread ??= super.createWorkflowCreator(code, { ...options, activities: new Map([['default', async () => undefined]]) }, logger);
    const workflows = await thread;
    return { createWorkflow: (run) => workflows.createWorkflow(run), destroy: () => Promise.resolve() };
  }
}
