import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import type { Principal } from '@throughline/access/principal';
import { worklistMigrations } from '@throughline/services/worklist/src/worklist.providers';
import { testDatabase } from '@throughline/testing/test-database';
import { Client, Connection } from '@temporalio/client';
import { v7 as uuidv7 } from 'uuid';
import type { Bench, Comparison, Side } from './bench';
import { bareBundle } from './bare-bundle';
import { Child } from './child';
import { ensureBenchNamespace } from './engines';
import { HttpLoad } from './http-load';
import { atOnce } from './measure';
import type { Issuer } from './sign-in';
import { startIssuer } from './sign-in';

const most = 16;

export const bench: Bench = {
  name: 'decide',
  needs: ['postgres', 'temporal'],
  async prepare(size) {
    const [alone, together] = size === 'full' ? [40, 96] : [4, 16];
    // Of this run only: stories of another run are not ours.
    const tenant = `bench-${randomBytes(4).toString('hex')}`;
    await ensureBenchNamespace();
    const database = await testDatabase({ service: 'worklist', migrations: worklistMigrations });
    const person = async (roles: string[], managerId: string | null): Promise<Principal> => {
      const personId = uuidv7();
      await database.query(
        `INSERT INTO known_person (id, name, roles, unit_path, manager_id, active, version) VALUES ($1, $2, $3, '1.1.1.', $4, true, 1)`,
        [personId, roles[0], roles, managerId],
      );
      return { personId, name: roles[0]!, roles: roles as Principal['roles'], unitPath: '1.1.1.', tenant };
    };
    const calendar = chinaCalendar(2025, 2028);
    await database.query('INSERT INTO known_calendar (id, version, calendar) VALUES ($1, 1, $2)', [calendar.id, calendar]);
    const manager = await person(['sales-manager'], null);
    const rep = await person(['sales-rep'], manager.personId);

    const bundle = await bareBundle();
    const issuer = await startIssuer(tenant);
    const env = { ...issuer.env, DATABASE_URL_WORKLIST: database.url, THROUGHLINE_SANDBOX: 'false', THROUGHLINE_PASSIVE: 'true' };
    const [service, bare, connection] = await Promise.all([
      Child.start('worklist-service', env),
      Child.start('bare-worker', { ...bundle.env, BENCH_QUEUE: tenant }),
      Connection.connect({ address: process.env.TEMPORAL_ADDRESS! }),
    ]);
    const client = new Client({ connection, namespace: process.env.TEMPORAL_NAMESPACE! });
    const http = await HttpLoad.open(service.port, most);
    const desk = new Desk(service, http, issuer, manager, rep);
    const row = (name: string, decisions: number, inFlight: number, expect: Comparison['expect']): Comparison => ({
      row: name,
      work: `${decisions} decisions over HTTP until recorded and answered, ${inFlight} in flight; baseline: a bare Update with a validator on the same server`,
      baseline: bareUpdates(client, tenant, decisions, inFlight),
      subject: desk.decisions(decisions, inFlight),
      expect,
    });
    return {
      rounds: size === 'full' ? 3 : 1,
      comparisons: [
        row('decide, 1 in flight', alone, 1, { measure: 'latency', floor: 4, goal: 2 }),
        // Sixteen at once wait four times as long where the rate is a quarter.
        row('decide, 16 in flight', together, most, { measure: 'rate', floor: 0.25, goal: 0.6 }),
      ],
      async close() {
        http.close();
        issuer.close();
        bundle.remove();
        await Promise.all([service.stop(), bare.stop(), connection.close()]);
        await database.drop();
      },
    };
  },
};

/** Approvals that wait for their manager, and the manager. */
class Desk {
  private concluded = 0;

  constructor(
    private readonly service: Child,
    private readonly http: HttpLoad,
    private readonly issuer: Issuer,
    private readonly manager: Principal,
    private readonly rep: Principal,
  ) {}

  decisions(count: number, inFlight: number): Side {
    let tasks: string[] = [];
    let headers: Record<string, string> = {};
    return {
      name: 'POST /v1/tasks/:id/decide',
      before: async () => {
        headers = { authorization: `Bearer ${await this.issuer.token(this.manager)}` };
        tasks = await this.service.call('approvals', { count, requesterId: this.rep.personId });
        await pause(1_500);
      },
      run: async () => {
        let accepted = 0;
        const { seconds, latencies } = await atOnce(count, inFlight, async (n) => {
          const { status, body } = await this.http.post(`/v1/tasks/${tasks[n]}/decide`, { ...headers, 'idempotency-key': `decide-${tasks[n]}` }, '{"outcome":"approved"}');
          if (status !== 200) throw new Error(`A decision was answered with ${status}: ${body}`);
          if ((JSON.parse(body) as { answer: string }).answer === 'accepted') accepted += 1;
        });
        this.concluded += count;
        // What is still to be done for these must not burden the next run.
        await this.service.call('concluded', { count: this.concluded });
        await pause(500);
        return { items: count, seconds, latencies, outcome: { accepted } };
      },
    };
  }
}

function bareUpdates(client: Client, queue: string, count: number, inFlight: number): Side {
  let ids: string[] = [];
  return {
    name: 'bare Update',
    async before() {
      ids = Array.from({ length: count }, () => `${queue}:${uuidv7()}`);
      await atOnce(count, 8, async (n) => void (await client.workflow.start('bareDecision', { workflowId: ids[n]!, taskQueue: queue })));
      // A query is answered only after the first workflow task: then the workflow sleeps.
      await atOnce(count, 8, async (n) => void (await client.workflow.getHandle(ids[n]!).query('__stack_trace')));
      await pause(1_500);
    },
    async run() {
      let accepted = 0;
      const { seconds, latencies } = await atOnce(count, inFlight, async (n) => {
        const word = await client.workflow.getHandle(ids[n]!).executeUpdate<string, [string]>('decide', { args: ['approved'] });
        if (word === 'approved') accepted += 1;
      });
      await Promise.all(ids.map((id) => client.workflow.getHandle(id).result()));
      return { items: count, seconds, latencies, outcome: { accepted } };
    },
  };
}
