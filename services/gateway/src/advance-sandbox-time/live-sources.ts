import { WorkflowNotFoundError, type Client } from '@temporalio/client';

import type { QuietSnapshot } from '@throughline/messaging/quiet-probe';

import { getJson } from '../internal-http';
import type { RestSources } from './rest';
import type { Snapshots } from './quiet-judge';

/** Asks every process for the state of its work, and Temporal for the state of workflows. */
export class LiveSources implements RestSources {
  constructor(
    private readonly peers: Record<string, string>,
    private readonly temporal: () => Client,
  ) {}

  async snapshots(): Promise<Snapshots> {
    const answers = await Promise.all(Object.entries(this.peers).map(async ([name, url]) => [name, await this.snapshot(name, url)] as const));
    return Object.fromEntries(answers);
  }

  /** A process that does not answer is being started again; until it is back nothing can be said of it. */
  private async snapshot(name: string, url: string): Promise<QuietSnapshot> {
    try {
      const { status, body } = await getJson<QuietSnapshot>(`${url}/internal/quiet?take=true`);
      if (status === 200) return body;
    } catch {
      // as not at rest
    }
    return { ...AWAY, touchedWorkflows: [`process:${name}`] };
  }

  async stirring(workflowId: string): Promise<string | undefined> {
    if (workflowId.startsWith('process:')) return this.answersAgain(workflowId.slice('process:'.length));
    try {
      const { raw } = await this.temporal().workflow.getHandle(workflowId).describe();
      if (raw.pendingWorkflowTask) return `workflow ${workflowId}: a task is open`;
      const [activity] = raw.pendingActivities ?? [];
      if (activity) return `workflow ${workflowId}: activity ${activity.activityType?.name} is at try ${activity.attempt}${because(activity.lastFailure?.message)}`;
      const children = await Promise.all((raw.pendingChildren ?? []).map((child) => this.stirringChild(child.workflowId)));
      return children.find((reason) => reason !== undefined);
    } catch (error) {
      return error instanceof WorkflowNotFoundError ? undefined : `workflow ${workflowId}: Temporal does not answer`;
    }
  }

  /** A child that has ended while its parent still counts it is news on its way to the parent. */
  private async stirringChild(workflowId: string | null | undefined): Promise<string | undefined> {
    if (!workflowId) return undefined;
    const description = await this.temporal().workflow.getHandle(workflowId).describe();
    return description.status.name === 'RUNNING' ? this.stirring(workflowId) : `workflow ${workflowId}: its end is not yet known to its parent`;
  }

  private async answersAgain(name: string): Promise<string | undefined> {
    const url = this.peers[name];
    if (!url) return undefined;
    const ready = await getJson(`${url}/health/live`).then(({ status }) => status === 200, () => false);
    return ready ? undefined : `${name}: does not answer`;
  }
}

const AWAY: QuietSnapshot = {
  outboxUnsent: 0,
  published: {},
  consumed: {},
  consumersJoining: 0,
  activitiesInFlight: 0,
  touchedWorkflows: [],
  // No other generation is equal to it, not even itself.
  generation: NaN,
};

const because = (message: string | null | undefined) => (message ? ` (${message})` : '');
