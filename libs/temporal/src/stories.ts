import { Inject, Injectable, Optional } from '@nestjs/common';
import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { WorkflowIdConflictPolicy, WorkflowIdReusePolicy, type SearchAttributePair, type SignalDefinition, type UpdateDefinition } from '@temporalio/common';

import { QuietProbe } from '@throughline/messaging/quiet-probe';

import { temporalClient } from './client';
import { processStart } from './process-start';
import { isUncertain, toStoryError } from './temporal-errors';
import type { TouchedWorkflows } from './touched-workflows';

/** What is added to a start. The memo of every process, its summary and the search attributes of its id are added by Stories. */
export interface StartOptions {
  memo?: Record<string, unknown>;
  searchAttributes?: SearchAttributePair[];
  /** One line for the Temporal UI, without personal data. */
  summary?: string;
}

export interface UpdateOptions {
  /** The same id is applied once within a run: derive it from the caller's idempotency key. */
  updateId: string;
  /** Default 5,000. */
  timeoutMs?: number;
}

/** The answer was not heard: it may or may not be applied. Ask again with the same update id, never with a new one. */
export const UNKNOWN = 'unknown';

/** The SDK's type for updates with at least one argument. */
type Args = [unknown, ...unknown[]];

/** Milliseconds within which a start or a signal must be taken by the server. */
const PATIENCE = 5_000;

/** The one way in which services and triggers speak to workflows. Never inside an open transaction. */
@Injectable()
export class Stories {
  constructor(@Optional() @Inject(QuietProbe) private readonly touched?: TouchedWorkflows) {}

  /** One-shot: a workflow id that was ever used (within retention) is not started again. */
  async start(type: string, workflowId: string, queue: string, input: unknown, options: StartOptions = {}): Promise<'started' | 'exists'> {
    this.touched?.touch(workflowId);
    try {
      await this.bounded((client) =>
        client.workflow.start(type, {
          ...this.startOptions(type, workflowId, queue, input, options),
          workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
        }),
      );
      return 'started';
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return 'exists';
      throw toStoryError(error);
    }
  }

  /** @throws story.not_running, unavailable.temporal */
  async signal<A extends unknown[]>(workflowId: string, signal: SignalDefinition<A> | string, ...args: A): Promise<void> {
    this.touched?.touch(workflowId);
    try {
      await this.bounded((client) => client.workflow.getHandle(workflowId).signal(signal as SignalDefinition<A>, ...args));
    } catch (error) {
      throw toStoryError(error);
    }
  }

  /** Pokes what may not exist yet: one workflow comes of it, however many do this at once. Starts anew what has ended. */
  async signalWithStart<A extends unknown[]>(
    type: string,
    workflowId: string,
    queue: string,
    input: unknown,
    signal: SignalDefinition<A> | string,
    signalArgs: A,
    options: StartOptions = {},
  ): Promise<void> {
    this.touched?.touch(workflowId);
    const ask = (client: Client) =>
      client.workflow.signalWithStart(type, {
        ...this.startOptions(type, workflowId, queue, input, options),
        signal: signal as SignalDefinition<unknown[]>,
        signalArgs,
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      });
    try {
      try {
        await this.bounded(ask);
      } catch (error) {
        // A server may find the workflow started by somebody else between its look and its own start: now it is there to be signalled.
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
        await this.bounded(ask);
      }
    } catch (error) {
      throw toStoryError(error);
    }
  }

  /**
   * Asks a running workflow and waits for its answer. `unknown` when none was heard in time or the server went away.
   * @throws the error that the workflow or its activity refused with, by its code; story.not_running when it has ended
   */
  async update<R, A extends unknown[]>(
    workflowId: string,
    update: UpdateDefinition<R, A> | string,
    args: A,
    { updateId, timeoutMs = PATIENCE }: UpdateOptions,
  ): Promise<R | typeof UNKNOWN> {
    this.touched?.touch(workflowId);
    try {
      return await this.bounded(
        (client) => client.workflow.getHandle(workflowId).executeUpdate(update as unknown as UpdateDefinition<R, Args>, { updateId, args: args as unknown as Args }),
        timeoutMs,
      );
    } catch (error) {
      if (isUncertain(error)) return UNKNOWN;
      throw toStoryError(error);
    }
  }

  private startOptions(type: string, workflowId: string, queue: string, input: unknown, { memo, searchAttributes, summary }: StartOptions) {
    const ours = processStart(type, workflowId);
    const attributes = [...(ours.typedSearchAttributes ?? []), ...(searchAttributes ?? [])];
    return {
      ...ours,
      workflowId,
      taskQueue: queue,
      args: [input],
      memo: { ...memo, ...ours.memo },
      ...(attributes.length > 0 && { typedSearchAttributes: attributes }),
      ...(summary && { staticSummary: summary }),
    };
  }

  private bounded<T>(call: (client: Client) => Promise<T>, milliseconds = PATIENCE): Promise<T> {
    const client = temporalClient();
    return client.connection.withDeadline(Date.now() + milliseconds, () => call(client));
  }
}
