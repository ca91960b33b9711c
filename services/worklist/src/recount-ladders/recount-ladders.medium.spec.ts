import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import { calendarPublished, personChanged, unitChanged } from '@throughline/events/directory-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { Outbox } from '@throughline/messaging/outbox';
import { v7 as uuidv7 } from 'uuid';
import { ClimbLadderCommand } from '../climb-ladder/climb-ladder.command';
import { TaskViews } from '../task-views/task.views';
import { WatchPresenceCommand } from '../watch-presence/watch-presence.command';
import { monday, WorklistOnPostgres } from '../worklist.fixture';
import { FollowHours } from './follow-hours';
import { RecountLaddersCommand } from './recount-ladders.command';

const china = chinaCalendar(2026, 2026);
const days = (kind: 'off' | 'working', ...list: string[]): WorkingCalendar =>
  ({ ...china, exceptions: { ...china.exceptions, ...Object.fromEntries(list.map((day) => [day, { kind, name: 'Fair' }])) } });

// Monday 2 March, 10:00 in Shanghai: a discount is asked of the manager, reminded after four working hours, climbing after eight.
describe('when a working calendar changes, the ladder of an open approval', () => {
  let worklist: WorklistOnPostgres;
  let sequence = 1;
  beforeAll(async () => {
    worklist = await WorklistOnPostgres.start();
    worklist.get(RecountLaddersCommand).forgottenAfter = 1;
  });
  afterAll(() => worklist.stop());
  afterEach(() => worklist.database.setNow(monday));

  const told = ({ type }: { type: string }, data: object, version = (sequence += 1)) =>
    worklist.database.transactions.run((tx) => worklist.get(FollowHours).handle({ type, data, sequence: version } as ReceivedEvent, tx));
  const publish = (calendar: WorkingCalendar, version?: number) => told(calendarPublished, { calendarId: uuidv7(), name: 'China', calendar }, version);
  const changed = ({ personId, name, roles, unitPath, managerId }: WorklistOnPostgres['manager'], calendarKey: string | null) =>
    told(personChanged, { personId, name, email: 'x@example.test', position: 'x', roles, unitId: uuidv7(), unitPath, managerId, zone: 'Asia/Shanghai', active: true, calendarKey });
  const clock = () => worklist.get(WatchPresenceCommand).execute();
  const asked = async () => (await worklist.nextLeg(await worklist.requested('5'))).taskId;
  const moments = async (taskId: string) => {
    const [row] = await worklist.database.query<{ due: string; inbox: string; ladder: { do: string; at: string }[] }>(
      `SELECT to_json(t.due_at) #>> '{}' AS due, to_json(i.due_at) #>> '{}' AS inbox, ladder FROM task t JOIN task_inbox i ON i.task_id = t.id WHERE t.id = $1 LIMIT 1`, [taskId],
    );
    expect(row!.inbox).toBe(row!.due);
    return row!.ladder.slice(0, 2).map((rung) => `${rung.do} ${rung.at.slice(5, 13)}`);
  };
  const facts = async (taskId: string) => (await worklist.database.events()).filter(({ aggregateid }) => aggregateid === taskId).map(({ type }) => type.split('.')[2]);

  it('is counted by it, once: later for a day off, sooner again; what was done is not done again', async () => {
    const taskId = await asked();
    expect(await moments(taskId)).toEqual(['remind 03-02T07', 'manager 03-03T02']);
    await publish(days('off', '2026-03-03'));
    await clock();
    await clock();
    expect(await moments(taskId)).toEqual(['remind 03-02T07', 'manager 03-04T02']);
    await worklist.database.setNow(new Date('2026-03-02T07:00:00Z'));
    await worklist.get(ClimbLadderCommand).execute(taskId);
    // Today is taken off too: the reminder has been sent and is not sent again.
    await publish(days('off', '2026-03-02', '2026-03-03'));
    await clock();
    expect(await moments(taskId)).toEqual(['manager 03-04T10', expect.stringContaining('lapse')]);
    await publish(china);
    await clock();
    expect(await moments(taskId)).toEqual(['manager 03-03T02', expect.stringContaining('lapse')]);
    expect(await facts(taskId)).toEqual(['assigned', 'recounted', 'reminded', 'recounted', 'recounted']);
    const last = (await worklist.database.events()).filter(({ type }) => type.includes('recounted')).at(-1)!;
    expect(last.payload).toMatchObject({ taskId, workflowId: 'approval:test:story', next: '2026-03-03T02:00:00.000Z', because: 'the working calendar has changed' });
    // Somebody who looked before it was counted anew may still decide what he saw.
    expect((await worklist.get(TaskViews).list({ view: 'mine', limit: 50 } as never, worklist.manager)).items.find(({ id }) => id === taskId)).toMatchObject({ dueAt: expect.any(String) });
    expect(await worklist.record(taskId, worklist.manager, 'approved')).toMatchObject({ answer: 'accepted' });
    await publish(days('off', '2026-03-03'));
    await clock();
    expect((await facts(taskId)).at(-1)).toBe('decided');
    await publish(china);
    await clock();
  });

  it('follows another calendar of the person or of his unit, and only for those who were asked when it was opened', async () => {
    const riyadh = { ...china, id: 'riyadh', zone: 'Asia/Riyadh' };
    const taskId = await asked();
    await publish(riyadh);
    await changed(worklist.finance, riyadh.id);
    await clock();
    expect(await facts(taskId)).toEqual(['assigned']);
    // Five hours later there.
    await changed(worklist.manager, riyadh.id);
    await clock();
    expect(await moments(taskId)).toEqual(['remind 03-02T11', 'manager 03-02T15']);
    await changed(worklist.manager, null);
    const north = { unitId: uuidv7(), name: 'North', kind: 'region', path: '1.1.', parentId: null };
    await told(unitChanged, { ...north, calendarKey: riyadh.id });
    await clock();
    expect(await facts(taskId)).toEqual(['assigned', 'recounted']);
    // He hands it to somebody who works elsewhere: whoever waits for the answer was told the moments, and they stay.
    await worklist.database.query('UPDATE task SET potential_owners = $2 WHERE id = $1', [taskId, [worklist.finance.personId]]);
    await changed(worklist.finance, null);
    await clock();
    expect(await facts(taskId)).toEqual(['assigned', 'recounted']);
    await told(unitChanged, { ...north, calendarKey: null });
    await clock();
    expect(await moments(taskId)).toEqual(['remind 03-02T07', 'manager 03-03T02']);
  });

  it('is gone on with where it was killed; a change meanwhile counts all anew, and what is heard late changes nothing', async () => {
    await worklist.database.query(`DELETE FROM task_inbox`);
    await worklist.database.query(`UPDATE task SET status = 'cancelled', closed_at = now()`);
    const taskId = await asked();
    await worklist.database.query(
      `WITH copied AS (
         INSERT INTO task SELECT (jsonb_populate_record(t, jsonb_build_object('id', uuidv7(), 'key', n::text))).* FROM task AS t, generate_series(1, 450) AS n WHERE t.id = $1 RETURNING id
       ) INSERT INTO task_inbox SELECT (jsonb_populate_record(i, jsonb_build_object('task_id', copied.id))).* FROM task_inbox AS i, copied WHERE i.task_id = $1`,
      [taskId],
    );
    const count = async () => Number((await worklist.database.query<{ n: string }>(`SELECT count(*) AS n FROM outbox WHERE type LIKE '%task.recounted%'`))[0]!.n);
    const before = await count();
    await publish(days('off', '2026-03-05'));
    const outbox = worklist.get(Outbox);
    const append = outbox.append.bind(outbox);
    let batches = 0;
    outbox.append = async (tx, events) => {
      await append(tx, events);
      batches += 1;
      if (batches === 2) throw new Error('killed');
    };
    await expect(clock()).rejects.toThrow('killed');
    outbox.append = append;
    expect((await count()) - before).toBe(200);
    await publish(days('off', '2026-03-03', '2026-03-05'));
    await Promise.all([clock(), clock()]);
    expect((await count()) - before).toBe(651);
    expect(await worklist.database.query(`SELECT count(*)::int AS n, ladder -> 1 ->> 'at' AS climbs FROM task WHERE status = 'open' GROUP BY 2`)).toEqual([{ n: 451, climbs: '2026-03-04T02:00:00.000Z' }]);
    await publish(days('off', '2026-03-05'), 1);
    await clock();
    expect((await count()) - before).toBe(651);
  });
});
