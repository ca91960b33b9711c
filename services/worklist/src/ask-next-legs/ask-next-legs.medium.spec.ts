import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import { ApprovalViews } from '../approval-views/approval.views';
import { ClimbLadderCommand } from '../climb-ladder/climb-ladder.command';
import { ConcludeApprovalCommand } from '../conclude-approval/conclude-approval.command';
import { PreviewApprovalQuery } from '../preview-approval/preview-approval.query';
import { TaskViews } from '../task-views/task.views';
import { monday, story, WorklistOnPostgres } from '../worklist.fixture';
import { AskNextLegsCommand } from './ask-next-legs.command';

describe('the route of an approval', () => {
  let worklist: WorklistOnPostgres;
  beforeAll(async () => void (worklist = await WorklistOnPostgres.start()));
  afterAll(() => worklist.stop());
  beforeEach(() => worklist.database.truncate());

  const conclude = (requestId: string, outcome: 'granted' | 'refused' | 'withdrawn' | 'lapsed', by?: string) =>
    worklist.get(ConcludeApprovalCommand).execute({ requestId, outcome, ...(by && { by }) });
  const step = (requestId: string) => worklist.get(AskNextLegsCommand).execute({ requestId, workflowId: story });
  const climb = (taskId: string) => worklist.get(ClimbLadderCommand).execute(taskId);

  it('asks the manager, then finance, then is granted; every step tells the same when asked again', async () => {
    const requestId = await worklist.requested('15');
    const manager = await worklist.nextLeg(requestId);
    // Monday 10:00 in Shanghai, 9 to 12 and 13 to 18: four working hours later it is 15:00, eight later Tuesday 10:00.
    expect(manager).toMatchObject({
      leg: 'manager', potentialOwners: [worklist.manager.personId], ladder: { do: 'remind', at: '2026-03-02T07:00:00.000Z' },
    });
    expect(await worklist.nextLeg(requestId)).toEqual(manager);
    await worklist.record(manager.taskId, worklist.manager, 'approved');
    const finance = await worklist.nextLeg(requestId);
    expect(finance).toMatchObject({ leg: 'finance', potentialOwners: [worklist.finance.personId] });
    const shown = await worklist.get(ApprovalViews).one(requestId, worklist.rep);
    expect(shown.route.map(({ key, status, decidedBy }) => [key, status, decidedBy?.name])).toEqual([['manager', 'approved', 'Manager'], ['finance', 'asked', undefined]]);
    expect(shown.next).toMatchObject({ leg: 'finance', people: [{ name: 'Finance' }], why: 'role finance' });
    await worklist.record(finance.taskId, worklist.finance, 'approved');
    expect(await step(requestId)).toEqual({ outcome: 'granted', concluded: true });
    expect(await conclude(requestId, 'granted')).toEqual({ outcome: 'granted' });
    expect(await conclude(requestId, 'lapsed')).toEqual({ outcome: 'granted' });
    expect(await worklist.database.facts()).toEqual(['approval.requested', 'task.assigned', 'task.decided', 'task.assigned', 'task.decided', 'approval.granted']);
  });

  it('counts by the hours of whose turn it is: those of the manager are not those of the company; it was said so before', async () => {
    const { database } = worklist;
    const riyadh = { ...chinaCalendar(2026, 2026), id: 'riyadh', zone: 'Asia/Riyadh' };
    await database.query('INSERT INTO known_calendar (id, version, calendar) VALUES ($1, 1, $2)', [riyadh.id, JSON.stringify(riyadh)]);
    await database.query('UPDATE known_person SET calendar_key = $2 WHERE id = $1', [worklist.manager.personId, riyadh.id]);
    const foretold = await worklist.get(PreviewApprovalQuery).execute({ kind: 'discount', fields: { percent: '15' } }, worklist.rep);
    const requestId = await worklist.requested('15');
    const manager = await worklist.nextLeg(requestId);
    // It is five o'clock there: four working hours later it is two in the afternoon.
    expect(manager.ladder).toEqual({ do: 'remind', at: '2026-03-02T11:00:00.000Z' });
    expect(foretold.legs.map(({ dueAt, onSilence }) => [dueAt, onSilence[0]!.at])).toEqual([
      ['2026-03-02T15:00:00.000Z', '2026-03-02T11:00:00.000Z'],
      // Finance are in Shanghai, where that is eleven at night.
      ['2026-03-03T10:00:00.000Z', '2026-03-03T06:00:00.000Z'],
    ]);
    const [{ dueAt }] = await database.query<{ dueAt: Date }>('SELECT due_at AS "dueAt" FROM task WHERE id = $1', [manager.taskId]) as [{ dueAt: Date }];
    expect(dueAt.toISOString()).toBe(foretold.legs[0]!.dueAt);
    // The same of what a process asks for: of two who are asked together each has all of his hours.
    const [his, theirs] = [await worklist.open({ people: [worklist.manager.personId] }), await worklist.open({ people: [worklist.manager.personId, worklist.legal.personId] })];
    const company = await worklist.open();
    expect([his, theirs, company].map(({ remindAt }) => remindAt)).toEqual(['2026-03-02T15:00:00.000Z', '2026-03-03T02:00:00.000Z', '2026-03-03T02:00:00.000Z']);
    await conclude(requestId, 'withdrawn', worklist.rep.personId);
    await database.query('UPDATE known_person SET calendar_key = NULL');
    await database.query('DELETE FROM known_calendar WHERE id = $1', [riyadh.id]);
  });

  it('needs no finance for a small discount, and ends with the first no', async () => {
    const small = await worklist.requested('10');
    await worklist.record((await worklist.nextLeg(small)).taskId, worklist.manager, 'approved');
    expect(await step(small)).toEqual({ outcome: 'granted', concluded: true });
    const big = await worklist.requested('30');
    await worklist.record((await worklist.nextLeg(big)).taskId, worklist.manager, 'rejected');
    expect(await step(big)).toEqual({ outcome: 'refused', concluded: true });
    expect((await worklist.get(ApprovalViews).one(big, worklist.manager)).route.map(({ status }) => status)).toEqual(['rejected', 'not-needed']);
  });

  it('reminds, climbs up the line and lapses, each in working hours and once; whoever comes first decides', async () => {
    const requestId = await worklist.requested();
    const task = await worklist.nextLeg(requestId);
    expect(await climb(task.taskId)).toEqual({ task }); // nothing is due yet
    await worklist.database.setNow(new Date('2026-03-02T07:00:00Z'));
    for (const _ of [1, 2]) expect(await climb(task.taskId)).toMatchObject({ task: { ladder: { do: 'manager', at: '2026-03-03T02:00:00.000Z' } } });
    await worklist.database.setNow(new Date('2026-03-03T02:00:00Z'));
    for (const _ of [1, 2]) expect(await climb(task.taskId)).toMatchObject({ task: { potentialOwners: [worklist.manager.personId, worklist.head.personId], ladder: { do: 'lapse' } } });
    const silent = await worklist.nextLeg(await worklist.requested());
    expect(await worklist.record(task.taskId, worklist.head, 'approved')).toMatchObject({ answer: 'accepted' });
    // Three weeks later everything of the other ladder is due: only the strongest is done. The first was answered before.
    await worklist.database.setNow(new Date('2026-03-24T02:00:00Z'));
    expect(await climb(silent.taskId)).toEqual({ answered: 'lapsed' });
    expect(await climb(task.taskId)).toEqual({ answered: 'approved' });
    await worklist.database.setNow(monday);
    expect(await worklist.database.facts()).toEqual([
      'approval.requested', 'task.assigned', 'task.reminded', 'task.escalated', 'approval.requested', 'task.assigned', 'task.decided', 'task.lapsed', 'approval.lapsed',
    ]);
  });

  it('lets the requester withdraw, nobody else, and empties the inboxes', async () => {
    const requestId = await worklist.requested();
    const { taskId } = await worklist.nextLeg(requestId);
    const inbox = async () => (await worklist.get(TaskViews).list({ view: 'mine', limit: 50 }, worklist.manager)).items.map(({ id }) => id);
    expect(await inbox()).toContain(taskId);
    await expect(conclude(requestId, 'withdrawn', worklist.manager.personId)).rejects.toMatchObject({ code: 'approval.not_requester' });
    expect(await conclude(requestId, 'withdrawn', worklist.rep.personId)).toEqual({ outcome: 'withdrawn' });
    expect(await inbox()).not.toContain(taskId);
    expect((await worklist.database.facts()).slice(-2)).toEqual(['approval.withdrawn', 'task.cancelled']);
    await expect(worklist.record(taskId, worklist.manager, 'approved')).rejects.toMatchObject({ code: 'task.closed' });
  });

  it('a withdrawal after the last answer comes too late', async () => {
    const requestId = await worklist.requested('5');
    const { taskId } = await worklist.nextLeg(requestId);
    await worklist.record(taskId, worklist.manager, 'rejected');
    expect(await conclude(requestId, 'withdrawn', worklist.rep.personId)).toEqual({ outcome: 'refused' });
    expect((await worklist.database.facts()).at(-1)).toBe('approval.refused');
    expect(await conclude(requestId, 'refused')).toEqual({ outcome: 'refused' });
  });

  it('the last answer and a withdrawal in the same second: one of them counts, and both are told so', async () => {
    for (let round = 0; round < 5; round++) {
      const requestId = await worklist.requested('5');
      const { taskId } = await worklist.nextLeg(requestId);
      const [answer, stands] = await Promise.all([
        worklist.record(taskId, worklist.manager, 'approved').then(() => 'granted', (error: { code: string }) => error.code),
        conclude(requestId, 'withdrawn', worklist.rep.personId),
      ]);
      expect([['granted', 'granted'], ['task.closed', 'withdrawn']]).toContainEqual([answer, stands.outcome]);
    }
  });
});
