import type { Principal } from '@throughline/access/principal';
import { v7 as uuidv7 } from 'uuid';
import { ApprovalViews } from '../approval-views/approval.views';
import { ClimbLadderCommand } from '../climb-ladder/climb-ladder.command';
import { OpenApprovalCommand } from '../open-approval/open-approval.command';
import { TaskRepository } from '../task/task.repository';
import { layPolicy } from '../approval-policy.fixture';
import { RecordDecisionCommand } from '../record-decision/record-decision.command';
import { RecordDelegationCommand } from '../record-delegation/record-delegation.command';
import { WorklistOnPostgres } from '../worklist.fixture';
import { AskNextLegsCommand } from './ask-next-legs.command';

describe('the modes of a leg', () => {
  let worklist: WorklistOnPostgres;
  const people = () => ({ finance: worklist.finance, legal: worklist.legal, head: worklist.head, manager: worklist.manager });
  beforeAll(async () => {
    worklist = await WorklistOnPostgres.start();
    const person = ({ personId }: Principal) => ({ by: 'person' as const, personId });
    const leg = { when: { always: true as const }, dueWorkingHours: 8, ladder: [{ afterWorkingHours: 8, do: 'lapse' as const }] };
    const several = (key: string, mode: 'in-turn' | { quorum: number }, step: number) => ({ ...leg, key, label: key, step, mode, approver: { by: 'role' as const, role: 'board' } });
    await layPolicy(worklist.database, 'quorum', [several('board', { quorum: 2 }, 1)]);
    await layPolicy(worklist.database, 'turns', [several('board', 'in-turn', 1)]);
    await layPolicy(worklist.database, 'side', [
      { ...leg, key: 'legal', label: 'Legal', step: 1, approver: person(worklist.legal) },
      { ...leg, key: 'finance', label: 'Finance', step: 1, approver: person(worklist.finance) },
      { ...leg, key: 'head', label: 'Head', step: 2, approver: person(worklist.head) },
    ]);
    await layPolicy(worklist.database, 'alternate', [{
      ...leg, key: 'legal', label: 'Legal', approver: person(worklist.legal), ladder: [{ afterWorkingHours: 2, do: 'alternate' }, { afterWorkingHours: 80, do: 'lapse' }],
      alternate: { by: 'managers', upToAmount: { field: 'amount', limits: { 'sales-manager': '10' }, ask: 'last' } },
    }]);
    const board = [worklist.finance, worklist.legal, worklist.head].map(({ personId }) => personId);
    await worklist.database.query(`UPDATE known_person SET roles = roles || '{board}' WHERE id = ANY ($1::uuid[])`, [board]);
  });
  afterAll(() => worklist.stop());

  const request = async (kind: string) => {
    const requestId = uuidv7();
    await worklist.get(OpenApprovalCommand).execute({
      requestId, kind, subjectId: uuidv7(), dealId: null, requesterId: worklist.rep.personId, orgPath: '1.1.1.', ask: kind, figures: {}, amount: null, fields: { amount: '1' },
    });
    return requestId;
  };
  const step = (requestId: string, leg?: string) =>
    worklist.get(AskNextLegsCommand).execute({ requestId, workflowId: leg ? `approval-leg:test:${requestId}:${leg}` : `approval:test:${requestId}`, ...(leg && { leg }) });
  const open = async (requestId: string, leg?: string) => {
    const now = await step(requestId, leg);
    return 'tasks' in now ? now.tasks : [];
  };
  const of = (tasks: { taskId: string; potentialOwners: string[] }[], who: keyof ReturnType<typeof people>) =>
    tasks.find(({ potentialOwners }) => potentialOwners.includes(people()[who].personId))!.taskId;
  const shown = async (requestId: string) => (await worklist.get(ApprovalViews).one(requestId, worklist.rep)).route.map(({ key, status, people: asked }) => [key, status, asked.length]);

  it('quorum: a task for each; the second yes decides, and who was not needed is told', async () => {
    const requestId = await request('quorum');
    const tasks = await open(requestId);
    expect(tasks).toHaveLength(3);
    await worklist.record(of(tasks, 'legal'), worklist.legal, 'rejected');
    await worklist.record(of(tasks, 'finance'), worklist.finance, 'approved');
    expect(await shown(requestId)).toEqual([['board', 'asked', 1]]);
    await worklist.record(of(tasks, 'head'), worklist.head, 'approved');
    expect(await step(requestId)).toEqual({ outcome: 'granted', concluded: true });
  });

  it('quorum: two in the same second, each with his own task: both count, and nobody is left asked', async () => {
    const requestId = await request('quorum');
    const tasks = await open(requestId);
    await Promise.all([worklist.record(of(tasks, 'legal'), worklist.legal, 'approved'), worklist.record(of(tasks, 'head'), worklist.head, 'approved')]);
    const left = await worklist.database.transactions.read((tx) => worklist.get(TaskRepository).find(tx, of(tasks, 'finance')));
    expect(left).toMatchObject({ status: 'cancelled' });
    await expect(worklist.record(of(tasks, 'finance'), worklist.finance, 'rejected')).rejects.toMatchObject({ code: 'task.closed' });
    expect((await worklist.database.facts()).slice(-4).sort()).toEqual(['approval.granted', 'task.cancelled', 'task.decided', 'task.decided']);
    expect(await step(requestId)).toEqual({ outcome: 'granted', concluded: true });
  });

  it('quorum: nobody fills two places, neither as a stand-in nor by being handed the task', async () => {
    const { finance, legal } = worklist;
    await worklist.database.query(`INSERT INTO known_absence (id, person_id, starts_at, ends_at, cancelled, version) VALUES (uuidv7(), $1, '2026-03-01', '2026-03-09', false, 1)`, [finance.personId]);
    await worklist.database.query(
      `INSERT INTO known_stand_in (id, person_id, stand_in_id, starts_at, ends_at, kinds, up_to, withdrawn, version) VALUES (uuidv7(), $1, $2, '2026-03-01', '2026-03-09', '{}', NULL, false, 1)`,
      [finance.personId, legal.personId],
    );
    const requestId = await request('quorum');
    const tasks = await open(requestId);
    expect(tasks.filter(({ potentialOwners }) => potentialOwners.includes(legal.personId))).toHaveLength(1);
    await worklist.database.query('DELETE FROM known_stand_in');
    await worklist.database.query('DELETE FROM known_absence');
    expect(await worklist.get(RecordDelegationCommand).execute({ taskId: of(tasks, 'finance'), from: finance.personId, to: legal.personId, key: 'd' })).toMatchObject({ answer: 'not_allowed' });
  });

  it('what one changes those see who are asked at the same time', async () => {
    const requestId = await request('side');
    const [legal] = await open(requestId, 'legal');
    const [finance] = await open(requestId, 'finance');
    await worklist.database.query(`UPDATE approval_request SET figures = '{"amount":"1"}', route = jsonb_set(route, '{0,mayEdit}', '["amount"]') WHERE id = $1`, [requestId]);
    await worklist.get(RecordDecisionCommand).execute({ taskId: legal!.taskId, by: worklist.legal.personId, outcome: 'approved', key: 'k', changes: { amount: '2' } });
    expect(await worklist.database.query('SELECT figures FROM task WHERE id = $1', [finance!.taskId])).toEqual([{ figures: { amount: '2' } }]);
  });

  it('in turn: the next is asked when the one before has said yes', async () => {
    const requestId = await request('turns');
    const asked: string[] = [];
    for (let tasks = await open(requestId); tasks[0]; tasks = await open(requestId)) {
      expect(tasks).toHaveLength(1);
      const by = Object.values(people()).find(({ personId }) => tasks[0]!.potentialOwners.includes(personId))!;
      asked.push(by.name);
      await worklist.record(tasks[0].taskId, by, 'approved');
    }
    expect(asked.sort()).toEqual(['Finance', 'Head', 'Legal']);
    expect(await step(requestId)).toEqual({ outcome: 'granted', concluded: true });
  });

  it('silence climbs to an alternate whom the amount of the request decides', async () => {
    const requestId = await request('alternate');
    const [task] = await open(requestId);
    const { legal, manager } = worklist;
    expect(await worklist.silentUntil('2026-03-02T09:00:00Z', task!.taskId)).toMatchObject({ task: { potentialOwners: [legal.personId, manager.personId] } });
  });

  it('side by side: each leg is asked by its own story; the first no ends the other in the same moment', async () => {
    const requestId = await request('side');
    expect(await step(requestId)).toMatchObject({ tasks: [], legs: [{ leg: 'legal', workflowId: `approval-leg:test:${requestId}:legal` }, { leg: 'finance' }] });
    const [legal] = await open(requestId, 'legal');
    const [finance] = await open(requestId, 'finance');
    await worklist.record(finance!.taskId, worklist.finance, 'approved');
    expect(await open(requestId, 'finance')).toEqual([]);
    expect(await step(requestId)).toMatchObject({ legs: [{ leg: 'legal' }] });
    await worklist.record(legal!.taskId, worklist.legal, 'approved');
    expect(await step(requestId)).toMatchObject({ tasks: [{ leg: 'head' }], legs: [] });

    const other = await request('side');
    const [yes] = await open(other, 'legal');
    const [no] = await open(other, 'finance');
    const heard = await Promise.allSettled([worklist.record(no!.taskId, worklist.finance, 'rejected'), worklist.record(yes!.taskId, worklist.legal, 'approved')]);
    // Either the yes came first and counts for nothing, or it came too late and its maker hears so.
    expect(heard[0]).toMatchObject({ status: 'fulfilled' });
    expect(await step(other)).toEqual({ outcome: 'refused', concluded: true });
    expect(await step(other, 'legal')).toEqual({ outcome: 'refused', concluded: true });
  });

  it('silence of one of three counts as his answer; the others may still reach the quorum', async () => {
    const requestId = await request('quorum');
    const tasks = await open(requestId);
    await worklist.database.setNow(new Date('2026-03-03T02:00:00Z'));
    expect(await worklist.get(ClimbLadderCommand).execute(of(tasks, 'legal'))).toEqual({ answered: 'lapsed' });
    await worklist.record(of(tasks, 'finance'), worklist.finance, 'approved');
    await worklist.record(of(tasks, 'head'), worklist.head, 'approved');
    expect(await step(requestId)).toEqual({ outcome: 'granted', concluded: true });
  });
});
