import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Principal } from '@throughline/access/principal';
import type { Decision } from '@throughline/process-contracts/decision';
import { Stories } from '@throughline/temporal/stories';
import { ServiceOverHttp } from '@throughline/testing/service-over-http';
import { v7 as uuidv7 } from 'uuid';
import { layPolicy } from '../approval-policy.fixture';
import { OpenApprovalCommand } from '../open-approval/open-approval.command';
import { RecordDecisionCommand } from '../record-decision/record-decision.command';
import { worklistControllers } from '../worklist.controllers';
import { WorklistOnPostgres } from '../worklist.fixture';
import { worklistOverStories, worklistProviders } from '../worklist.providers';

const people = 200;
const tasks = 50;

interface Heard {
  taskId: string;
  status: number;
  outcome: string;
  by: string;
  ms: number;
}

/** Two hundred people who are all asked the same fifty tasks, each of them deciding at the same time as all others. */
describe('a rush of decisions', () => {
  let worklist: WorklistOnPostgres;
  let http: ServiceOverHttp;
  // Of 200 clients in the process of the service `fetch` alone would take a third of the CPU that is measured.
  const agent = new Agent({ keepAlive: true, maxSockets: people });
  const board: Principal[] = Array.from({ length: people }, (_, n) => ({ personId: uuidv7(), name: `Member ${n}`, roles: ['finance'], unitPath: '1.9.', tenant: 'test' }));
  beforeAll(async () => {
    worklist = await WorklistOnPostgres.start();
    worklist.stories.answer = (args) => worklist.get(RecordDecisionCommand).execute(args[0] as Decision);
    const providers = [{ provide: Stories, useValue: worklist.stories }, ...worklistProviders, ...worklistOverStories];
    http = await ServiceOverHttp.start({ service: 'worklist', database: worklist.database, controllers: worklistControllers, providers });
    http.signIn(...board);
    await worklist.database.query(
      `INSERT INTO known_person (id, name, roles, unit_path, manager_id, active, version) SELECT id, 'Member', '{finance,board}', '1.9.', NULL, true, 1 FROM unnest($1::uuid[]) AS id`,
      [board.map(({ personId }) => personId)],
    );
    const leg = { key: 'board', label: 'Board', when: { always: true as const }, approver: { by: 'role' as const, role: 'board' }, dueWorkingHours: 8 };
    await layPolicy(worklist.database, 'rush', [{ ...leg, ladder: [{ afterWorkingHours: 8, do: 'lapse' }] }]);
  });
  afterAll(async () => {
    agent.destroy();
    await http?.stop();
    await worklist?.stop();
  });

  const send = (by: Principal, path: string, body?: object): Promise<{ status: number; body: any }> =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${by.personId}`, ...(body && { 'content-type': 'application/json', 'idempotency-key': uuidv7() }) };
      const sent = request(http.origin + path, { agent, method: body ? 'POST' : 'GET', headers }, (answer) => {
        text(answer).then((said) => resolve({ status: answer.statusCode!, body: JSON.parse(said) }), reject);
      });
      sent.on('error', reject).end(body && JSON.stringify(body));
    });

  const laid = async (): Promise<string[]> => {
    const ids: string[] = [];
    for (let n = 0; n < tasks; n += 1) {
      const requestId = uuidv7();
      await worklist.get(OpenApprovalCommand).execute({
        requestId, kind: 'rush', subjectId: uuidv7(), dealId: null, requesterId: worklist.rep.personId, orgPath: '1.1.1.', ask: 'Rush', figures: {}, amount: null, fields: {},
      });
      ids.push((await worklist.nextLeg(requestId)).taskId);
    }
    return ids;
  };

  /** Everybody decides one of the tasks, all at once. */
  const wave = (ids: readonly string[]): Promise<Heard[]> =>
    Promise.all(
      board.map(async (by, n) => {
        const taskId = ids[n % tasks]!;
        const since = performance.now();
        const { status, body } = await send(by, `/v1/tasks/${taskId}/decide`, { outcome: n % 2 === 0 ? 'approved' : 'rejected' });
        return { taskId, status, outcome: body.outcome ?? body.data?.outcome, by: body.by ?? body.data?.by, ms: performance.now() - since };
      }),
    );
  const told = (heard: Heard[]): string => {
    const sorted = heard.map(({ ms }) => ms).toSorted((a, b) => a - b);
    return `p50 ${Math.round(sorted[sorted.length >> 1]!)} ms, p99 ${Math.round(sorted[Math.floor(sorted.length * 0.99)]!)} ms`;
  };

  it('has one outcome for each task; everybody is answered, the first with his own, the others with what stands', async () => {
    const first = await laid();
    // Who decides has looked at what waits for him.
    const looked = await Promise.all(board.map((by) => send(by, '/v1/tasks')));
    expect(looked.map(({ status, body }) => [status, body.counts.open])).toEqual(board.map(() => [200, tasks]));
    const cold = await wave(first);
    const late = await wave(first);
    process.stdout.write(`rush: ${people} people decide ${tasks} tasks at once, in a process that never has: ${told(cold)}; tasks that are decided already: ${told(late)}\n`);

    const stands = await worklist.database.query<{ task_id: string; outcome: string; decided_by: string }>('SELECT task_id, outcome, decided_by FROM task_decision');
    expect(stands).toHaveLength(tasks);
    for (const { taskId, outcome, by } of [...cold, ...late]) expect(stands).toContainEqual({ task_id: taskId, outcome, decided_by: by });
    expect(cold.filter(({ status }) => status === 200)).toHaveLength(tasks);
    expect(cold.filter(({ status }) => status === 409)).toHaveLength(people - tasks);
    expect(late.map(({ status }) => status)).toEqual(board.map(() => 409));
    expect((await worklist.database.facts()).filter((fact) => fact === 'task.decided')).toHaveLength(tasks);
  }, 120_000);
});
