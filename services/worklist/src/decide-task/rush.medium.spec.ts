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
/** How often everybody decides, each time another task. */
const waves = 5;

/** Two hundred people who are all asked the same fifty tasks, each of them deciding at the same time as all others. */
describe('a rush of decisions', () => {
  let worklist: WorklistOnPostgres;
  let http: ServiceOverHttp;
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
    await http?.stop();
    await worklist?.stop();
  });

  it('has one outcome for each task; everybody is answered, the first with his own, the others with what stands', async () => {
    const ids: string[] = [];
    for (let n = 0; n < tasks; n += 1) {
      const requestId = uuidv7();
      await worklist.get(OpenApprovalCommand).execute({
        requestId, kind: 'rush', subjectId: uuidv7(), dealId: null, requesterId: worklist.rep.personId, orgPath: '1.1.1.', ask: 'Rush', figures: {}, amount: null, fields: {},
      });
      ids.push((await worklist.nextLeg(requestId)).taskId);
    }
    const took: number[] = [];
    const answers: { taskId: string; status: number; outcome: string; by: string }[] = [];
    for (let wave = 0; wave < waves; wave += 1) {
      const all = board.map(async (by, n) => {
        const taskId = ids[(n + wave * 10) % tasks]!;
        const since = performance.now();
        const { status, body } = await http.send('POST', `/v1/tasks/${taskId}/decide`, by, { outcome: n % 2 === 0 ? 'approved' : 'rejected' }, { 'idempotency-key': uuidv7() });
        took.push(performance.now() - since);
        answers.push({ taskId, status, outcome: body.outcome ?? body.data?.outcome, by: body.by ?? body.data?.by });
      });
      await Promise.all(all);
    }
    took.sort((a, b) => a - b);
    process.stdout.write(`rush: ${took.length} decisions by ${people} people at once on ${tasks} tasks, p50 ${Math.round(took[took.length >> 1]!)} ms, p99 ${Math.round(took[Math.floor(took.length * 0.99)]!)} ms\n`);

    const stands = await worklist.database.query<{ task_id: string; outcome: string; decided_by: string }>('SELECT task_id, outcome, decided_by FROM task_decision');
    expect(stands).toHaveLength(tasks);
    expect(answers).toHaveLength(people * waves);
    for (const { taskId, outcome, by } of answers) expect(stands).toContainEqual({ task_id: taskId, outcome, decided_by: by });
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(tasks);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(people * waves - tasks);
    expect((await worklist.database.facts()).filter((fact) => fact === 'task.decided')).toHaveLength(tasks);
  }, 120_000);
});
