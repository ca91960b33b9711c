/** Messaging's QuietProbe is one: told of each workflow that this process started, signalled or updated, so that the sandbox knows whom to wait for. */
export interface TouchedWorkflows {
  touch(workflowId: string): void;
}
