/** Told of each workflow that this process started, signalled or updated, so that the sandbox knows whom to wait for. */
export interface TouchedWorkflows {
  touch(workflowId: string): void;
}

export const TOUCHED_WORKFLOWS = Symbol('TOUCHED_WORKFLOWS');
