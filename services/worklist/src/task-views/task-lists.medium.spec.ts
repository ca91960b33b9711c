import { WorklistOnPostgres } from '../worklist.fixture';
import { layTasks } from '../worklist-load.fixture';
import { countsSql, listSql, type ListQuery, type Statement, type TaskView } from './task-lists';

/** Beside 300,000 tasks of others, three thousand of one person. */
describe('the lists of tasks beside many', () => {
  let worklist: WorklistOnPostgres;
  const now = new Date('2026-03-02T02:00:00Z');
  beforeAll(async () => {
    worklist = await WorklistOnPostgres.start();
    await layTasks(worklist.database, { owner: worklist.rep.personId, his: 3_000, others: 300_000 });
    // Of an empty table it depends on when it was last analysed how it is read.
    await worklist.database.query(
      `INSERT INTO task_decision (task_id, outcome, decided_by, decided_at, key) SELECT id, 'approved', potential_owners[1], now(), 'laid' FROM task WHERE potential_owners[1] <> $1 LIMIT 20000`,
      [worklist.rep.personId],
    );
    await worklist.database.query('ANALYZE task_decision');
  }, 280_000);
  afterAll(() => worklist.stop());

  const plan = async ({ sql, params }: Statement): Promise<string> => (await worklist.database.query(`EXPLAIN ${sql}`, params)).map((row: any) => row['QUERY PLAN']).join('\n');
  const query = (more: Partial<ListQuery> = {}): ListQuery => ({ personId: worklist.rep.personId, limit: 50, ...more });
  const after = { at: '2026-03-03T02:00:00.000Z', weight: '10', id: '0199d000-0000-7000-8002-999999999999' };

  it.each<[TaskView, string]>([['mine', 'task_inbox_by_due'], ['team', 'task_inbox_by_due'], ['waiting', 'approval_request_waiting'], ['done', 'task_decision_by_person']])(
    '%s is read by the index %s, filtered or not, from wherever it goes on',
    async (view, index) => {
      for (const more of [{}, { after }, { kind: 'approval' }, { dueBefore: after.at, text: 'crane_1' }, { after, kind: 'review', dueBefore: after.at, text: 'x' }]) {
        const text = await plan(listSql(view, query(more)));
        expect(text).toContain(index);
        expect(text).not.toMatch(/Seq Scan on (task|approval|task_\w+|approval_\w+)\b/);
      }
    },
  );

  it('counts them all by index', async () => {
    const { sql, params } = countsSql(worklist.manager.personId, now);
    const text = await plan({ sql, params });
    expect(text).not.toMatch(/Seq Scan on (task|approval|task_\w+|approval_\w+)\b/);
    const [counts] = await worklist.database.query(sql, params);
    // Of his team there are 3,000: it stops where nobody counts any more.
    expect(counts).toMatchObject({ open: 0, team: 1_000, waiting: 0, done: 0 });
    const [his] = await worklist.database.query(sql, [worklist.rep.personId, now]);
    expect(his).toMatchObject({ open: 3_000, mine: 3_000, team: 0 });
  });
});
