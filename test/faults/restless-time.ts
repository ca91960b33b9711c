import { Client, Connection } from '@temporalio/client';
import { Client as Database } from 'pg';
import { SandboxTimeStore } from '@throughline/persistence/sandbox-time-store';
import { AdvanceSandboxTime } from '@throughline/services/gateway/src/advance-sandbox-time/advance-sandbox-time.command';
import { eventually } from '@throughline/testing/eventually';

/** Milliseconds that one call of Temporal may take: as long as the services wait. */
const callPatience = 5_000;

/** Business time of an installation, moved by the gateway's own command, which does not wait for rest here: who is to come to rest is killed. */
export class RestlessTime {
  private constructor(
    private readonly namespace: string,
    private readonly temporal: Client,
    private readonly database: Database,
    private readonly time: AdvanceSandboxTime,
  ) {}

  static async of(env: Readonly<Record<string, string>>): Promise<RestlessTime> {
    const namespace = env['TEMPORAL_NAMESPACE']!;
    const connection = await Connection.connect({ address: env['TEMPORAL_ADDRESS']! });
    const temporal = new Client({ connection, namespace });
    const database = new Database({ connectionString: env['DATABASE_URL_SANDBOX']! });
    await database.connect();
    const store = new SandboxTimeStore({ query: async (sql: string, values?: unknown[]) => (await database.query(sql, values)).rows as never });
    // As patient as the services: asked again, a wake changes nothing.
    const stories = {
      signal: (id: string, signal: never, ...args: never[]) =>
        eventually(() => connection.withDeadline(Date.now() + callPatience, () => temporal.workflow.getHandle(id).signal(signal, ...args)).then(() => true), 60_000),
    };
    const noRest = { snapshots: async () => ({}), stirring: async () => undefined };
    return new RestlessTime(namespace, temporal, database, new AdvanceSandboxTime(store, stories as never, noRest));
  }

  async advanceTo(at: Date): Promise<void> {
    await this.time.execute({ to: at.toISOString() });
  }

  /** How many of the workflows are registered to be woken later than this instant. */
  async asleepBeyond(at: Date, workflowIds: readonly string[]): Promise<number> {
    const { rowCount } = await this.database.query('SELECT 1 FROM sandbox.wakeup WHERE workflow_id = ANY($1) AND at > $2', [workflowIds, at]);
    return rowCount ?? 0;
  }

  /** Whether the workflow has nothing to do, and nothing under way. */
  async rests(workflowId: string): Promise<boolean> {
    const { workflowService } = this.temporal;
    const { pendingActivities, pendingWorkflowTask } = await this.temporal.connection.withDeadline(Date.now() + callPatience, () =>
      workflowService.describeWorkflowExecution({ namespace: this.namespace, execution: { workflowId } }),
    );
    return !pendingWorkflowTask && (pendingActivities ?? []).length === 0;
  }

  async stop(): Promise<void> {
    await this.temporal.connection.close();
    await this.database.end();
  }
}
