import type { Decision } from '@throughline/process-contracts/decision';
import { RecordDecisionCommand } from '../record-decision/record-decision.command';
import { WorklistOnPostgres } from '../worklist.fixture';
import { WorklistOverHttp } from '../worklist-http.fixture';

describe('deciding many at once', () => {
  let worklist: WorklistOnPostgres;
  let http: WorklistOverHttp;
  beforeAll(async () => {
    worklist = await WorklistOnPostgres.start();
    http = await WorklistOverHttp.start(worklist);
    worklist.stories.answer = (args) => worklist.get(RecordDecisionCommand).execute(args[0] as Decision);
  });
  afterAll(async () => {
    await http.stop();
    await worklist.stop();
  });

  const asked = async () => (await worklist.nextLeg(await worklist.requested())).taskId;
  const seen = async (taskId: string) => (await http.send('GET', `/v1/tasks/${taskId}`, worklist.manager)).body.version as number;
  const decide = (items: object[], key: string) => http.send('POST', '/v1/tasks/decisions', worklist.manager, { items }, key);
  const item = (taskId: string, version?: number) => ({ taskId, outcome: 'approved', ...(version !== undefined && { version }) });

  it('has an answer for each, and the same again for the same key', async () => {
    const [good, decided, climbed, reminded] = await Promise.all([asked(), asked(), asked(), asked()]);
    // Asked of his people, and of a lawyer: of that one he is told nothing.
    const [foreign, hidden] = [(await worklist.open({ role: 'sales-rep' })).taskId, (await worklist.open()).taskId];
    const versions = await Promise.all([climbed, reminded].map(seen));
    await worklist.record(decided, worklist.manager, 'rejected');
    await worklist.silentUntil('2026-03-03T02:00:00Z', climbed);
    await worklist.silentUntil('2026-03-02T07:00:00Z', reminded);
    const missing = '019a0000-0000-7000-8000-000000000000';
    const items = [item(good), item(decided), item(foreign), item(climbed, versions[0]), item(reminded, versions[1]), item(missing), { ...item(await asked()), outcome: 'done' }, item(hidden)];
    const { status, body } = await decide(items, 'batch-1');
    expect(status).toBe(200);
    expect(body.answers.map(({ taskId, answer }: any) => [taskId, answer])).toEqual(
      ['accepted', 'already_decided', 'not_yours', 'changed', 'accepted', 'not_found', 'refused', 'not_found'].map((answer, n) => [items[n]!.taskId, answer]),
    );
    expect(body.answers[1]).toMatchObject({ code: 'task.already_decided', outcome: 'rejected', by: worklist.manager.personId });
    expect(body.answers[3]).toMatchObject({ code: 'task.changed', version: await seen(climbed) });
    expect(await decide(items, 'batch-1')).toMatchObject({ status: 200, body });
    const rows = await worklist.database.query('SELECT count(*)::int AS n FROM task_decision WHERE task_id = $1', [good]);
    expect(rows[0].n).toBe(1);
    // Looked at again and sent with the new version it is taken.
    expect((await decide([item(climbed, body.answers[3].version)], 'batch-2')).body.answers).toMatchObject([{ answer: 'accepted' }]);
  });

  it('gives two who send the same fifty at the same time one outcome each', async () => {
    const ids: string[] = [];
    while (ids.length < 50) ids.push(...(await Promise.all(Array.from({ length: 10 }, asked))));
    const both = await Promise.all(['a', 'b'].map((key) => decide(ids.map((id) => item(id)), key)));
    const answers = ids.map((_, n) => both.map(({ body }) => body.answers[n].answer).sort());
    expect(answers).toEqual(ids.map(() => ['accepted', 'already_decided']));
  }, 120_000);

  it('goes on with the others where one story cannot be asked', async () => {
    const [broken, good] = [await asked(), await asked()];
    const record = worklist.stories.answer;
    worklist.stories.answer = async (args) => {
      if ((args[0] as Decision).taskId === broken) throw new Error('connection lost: SECRET');
      return record(args);
    };
    const { body } = await decide([item(broken), item(good)], 'half');
    worklist.stories.answer = record;
    expect(body.answers).toMatchObject([{ answer: 'failed', code: 'unexpected.internal' }, { answer: 'accepted' }]);
    expect(JSON.stringify(body)).not.toContain('SECRET');
    expect((await decide([item(broken), item(good)], 'half')).body.answers).toMatchObject([{ answer: 'accepted' }, { answer: 'accepted' }]);
  });

  it('refuses none, more than fifty, and one twice', async () => {
    const id = '019a0000-0000-7000-8000-00000000000';
    for (const items of [[], Array.from({ length: 51 }, (_, n) => item(`019a0000-0000-7000-8000-0000000000${10 + n}`)), [item(`${id}1`), item(`${id}1`)]]) {
      expect(await decide(items, `bad-${items.length}`)).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    }
  });
});
