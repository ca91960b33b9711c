import { ClaimTaskCommand } from '../claim-task/claim-task.command';
import { WorklistOnPostgres } from '../worklist.fixture';
import { v7 as uuidv7 } from 'uuid';
import { ApprovalTimelineViews } from '../timeline-views/approval-timeline.views';
import { TaskDetailViews } from './task-detail.views';
import { TaskViews } from './task.views';

describe('the inbox', () => {
  let worklist: WorklistOnPostgres;
  beforeAll(async () => void (worklist = await WorklistOnPostgres.start()));
  afterAll(() => worklist.stop());

  it('pages by due, then by amount, greatest first, and counts', async () => {
    const figures = (amount: string) => ({ amount: { amount, currency: 'CNY' } });
    const small = await worklist.open({ figures: figures('5.00') });
    const great = await worklist.open({ figures: figures('90000.00') });
    const urgent = await worklist.open({ figures: figures('1.00'), dueWorkingHours: 4 });
    const found: string[] = [];
    for (let cursor: string | undefined, more = true; more; ) {
      const page = await worklist.get(TaskViews).list({ view: 'mine', limit: 1, ...(cursor && { cursor }) }, worklist.legal);
      expect(page.counts).toEqual({ open: 3, overdue: 0, claimed: 0, mine: 3, team: 0, waiting: 0, done: 0, copied: 0 });
      found.push(...page.items.map(({ id }) => id));
      cursor = page.next;
      more = cursor !== undefined;
    }
    expect(found).toEqual([urgent, great, small].map(({ taskId }) => taskId));
    const team = await worklist.get(TaskViews).list({ view: 'team', limit: 50 }, worklist.head);
    expect(team.items.map(({ id }) => id)).toEqual(found);
  });

  it('lets one of two take a task and shows it to nobody else as his', async () => {
    const task = await worklist.open({ people: [worklist.rep.personId, worklist.other.personId] });
    const claim = (by: typeof worklist.rep) => worklist.get(ClaimTaskCommand).execute(task.taskId, by);
    const attempts = await Promise.allSettled([claim(worklist.rep), claim(worklist.other)]);
    expect(attempts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [winner, loser] = attempts[0]!.status === 'fulfilled' ? [worklist.rep, worklist.other] : [worklist.other, worklist.rep];
    await expect(claim(loser)).rejects.toMatchObject({ code: 'task.already_claimed', details: { data: { by: winner.personId } } });
    expect(await claim(winner)).toMatchObject({ actualOwner: winner.personId });
    const mine = async (by: typeof winner) => (await worklist.get(TaskViews).list({ view: 'mine', limit: 50 }, by)).items.map(({ id }) => id);
    expect([await mine(winner), await mine(loser)]).toEqual([[task.taskId], []]);
    expect(await worklist.record(task.taskId, loser, 'approved')).toMatchObject({ answer: 'not_yours' });
    await worklist.record(task.taskId, winner, 'approved');
    const done = await worklist.get(TaskViews).list({ view: 'done', limit: 50 }, winner);
    expect(done.items[0]).toMatchObject({ id: task.taskId, status: 'done', decision: { outcome: 'approved', by: { name: winner.name } } });
  });

  it('shows a task to those it concerns and to their managers only', async () => {
    const { taskId } = await worklist.nextLeg(await worklist.requested('5'));
    for (const by of [worklist.manager, worklist.rep, worklist.head]) expect((await worklist.get(TaskDetailViews).one(taskId, by)).id).toBe(taskId);
    for (const by of [worklist.other, worklist.legal]) await expect(worklist.get(TaskDetailViews).one(taskId, by)).rejects.toMatchObject({ code: 'task.not_found' });
  });

  it('tells what was asked for a deal and what silence leads to, to those whom it concerns', async () => {
    const dealId = uuidv7();
    const approvalId = await worklist.requested('5', worklist.rep.personId, dealId);
    const { taskId } = await worklist.nextLeg(approvalId);
    const timeline = (by = worklist.rep) => worklist.get(ApprovalTimelineViews).ofDeal({ dealId, limit: 50 }, by);
    const { items, ahead, processes } = await timeline();
    expect(items.map(({ what, record }) => [what, record.id])).toEqual([['task.assigned', taskId], ['approval.requested', approvalId]]);
    const task = await worklist.get(TaskDetailViews).one(taskId, worklist.rep);
    expect(ahead.find(({ what }) => what === 'task.due')).toMatchObject({ at: task.dueAt, record: { kind: 'task', id: taskId }, data: { label: 'Manager of the requester' } });
    expect(ahead.map(({ what }) => what)).toEqual(expect.arrayContaining(['task.reminded', 'task.escalated']));
    expect(processes).toEqual([]);
    expect(await timeline(worklist.other)).toMatchObject({ items: [], ahead: [] });
    await worklist.record(taskId, worklist.manager, 'approved');
    expect(await timeline()).toMatchObject({ ahead: [], items: [{ what: 'approval.granted', by: { id: 'system:approval' } }, { what: 'task.decided', data: { outcome: 'approved' } }, {}, {}] });
  });

  it('opens a task once for a key, also five times at the same time', async () => {
    const tasks = await Promise.all(Array.from({ length: 5 }, () => worklist.open({ key: 'review:1:legal', role: 'commercial' })));
    expect(new Set(tasks.map(({ taskId }) => taskId)).size).toBe(1);
    // Nobody has the role: the head of sales stands in.
    expect(tasks[0]!.potentialOwners).toEqual([worklist.head.personId]);
  });
});
