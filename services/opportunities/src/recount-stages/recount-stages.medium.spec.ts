import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import { calendarPublished } from '@throughline/events/directory-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { Outbox } from '@throughline/messaging/outbox';
import { books } from '@throughline/process-contracts/clock';
import { v7 as uuidv7 } from 'uuid';
import { OpportunitiesOnPostgres } from '../opportunities.fixture';
import { WatchStages } from '../watch-stages/watch-stages.command';
import { FollowCalendar } from './follow-calendar';
import { RecountStages } from './recount-stages.command';

jest.setTimeout(120_000);

const book = books.pipeline('standard');
const china = chinaCalendar(2026, 2026);
const off = (...list: string[]): WorkingCalendar => ({ ...china, exceptions: { ...china.exceptions, ...Object.fromEntries(list.map((day) => [day, { kind: 'off' as const, name: 'Fair' }])) } });

describe('when the calendar of the company changes, the expected time of a stage', () => {
  let service: OpportunitiesOnPostgres;
  let sequence: number;
  beforeEach(async () => {
    sequence = 1;
    service = await OpportunitiesOnPostgres.start();
    service.get(RecountStages).forgottenAfter = 1;
  });
  afterEach(() => service.stop());

  const watch = () => service.get(WatchStages).execute({ book });
  const publish = (calendar: WorkingCalendar, version = (sequence += 1)) =>
    service.database.transactions.run((tx) => service.get(FollowCalendar).handle({ type: calendarPublished.type, data: { calendarId: uuidv7(), name: 'China', calendar }, sequence: version } as ReceivedEvent, tx));
  const times = async () => (await service.database.query<{ soon: string; overdue: string }>(
    `SELECT to_char(soon_at AT TIME ZONE 'Asia/Shanghai', 'MM-DD HH24') AS soon, to_char(overdue_at AT TIME ZONE 'Asia/Shanghai', 'MM-DD HH24') AS overdue FROM stage_period WHERE left_at IS NULL ORDER BY opportunity_id`,
  )).map(({ soon, overdue }) => `${soon}, ${overdue}`);
  const lines = async () => (await service.database.query<{ line: string }>(
    `SELECT kind || ' ' || to_char(due_at AT TIME ZONE 'Asia/Shanghai', 'MM-DD HH24') AS line FROM deadline WHERE book = $1 ORDER BY subject_id`, [book],
  )).map(({ line }) => line);

  it('is counted by it, later for a day more that is off; who was warned is not warned again, and what is overdue is told at the new time', async () => {
    const id = await service.opened();
    expect([await times(), await lines()]).toEqual([['03-12 09, 03-16 18'], ['soon 03-12 09']]);
    await publish(off('2026-03-10'));
    await watch();
    expect([await times(), await lines()]).toEqual([['03-13 09, 03-17 18'], ['soon 03-13 09']]);
    await service.database.setNow(new Date('2026-03-13T01:00:00Z'));
    expect(await watch()).toMatchObject({ reminded: 1, ended: 0 });
    await publish(off('2026-03-10', '2026-03-16', '2026-03-17'));
    expect(await watch()).toMatchObject({ reminded: 0, ended: 0 });
    expect(await lines()).toEqual(['overdue 03-19 18']);
    await service.database.setNow(new Date('2026-03-19T10:00:00Z'));
    expect(await watch()).toMatchObject({ reminded: 0, ended: 1 });
    await publish(china);
    await watch();
    expect(await lines()).toEqual([]);
    const own = (await service.database.events()).filter(({ aggregateid, topic }) => aggregateid === id && topic === 'throughline.opportunity');
    expect(own.map(({ type, headers }) => [type.split('.')[2], Number(headers.ce_sequence)])).toEqual([
      ['opened', 1], ['stage-recounted', 2], ['stage-soon-overdue', 3], ['stage-recounted', 4], ['stage-overdue', 5],
    ]);
    expect(own[3]!.payload).toMatchObject({ opportunityId: id, stage: 'develop', overdueAt: '2026-03-19T10:00:00.000Z', because: { rule: 'calendar' } });
  });

  it('is counted once for each change; killed in a batch it goes on, a second change meanwhile counts all anew, and what is heard late changes nothing', async () => {
    const id = await service.opened();
    // Copies beside it, as many as make three batches.
    await service.database.query(
      `WITH copied AS (
         INSERT INTO opportunity SELECT (jsonb_populate_record(o, jsonb_build_object('id', uuidv7(), 'lead_id', uuidv7()))).* FROM opportunity AS o, generate_series(1, 1199) WHERE o.id = $1 RETURNING id
       ), periods AS (
         INSERT INTO stage_period
         SELECT (jsonb_populate_record(p, jsonb_build_object('id', uuidv7(), 'opportunity_id', copied.id))).* FROM stage_period AS p, copied WHERE p.opportunity_id = $1
       )
       INSERT INTO deadline SELECT d.book, copied.id::text, d.kind, d.rank, d.due_at, d.because, d.version FROM deadline AS d, copied WHERE d.subject_id = $1::text`,
      [id],
    );
    await publish(off('2026-03-10'), 7);
    const outbox = service.get(Outbox);
    const append = outbox.append.bind(outbox);
    let batches = 0;
    outbox.append = async (tx, events) => {
      await append(tx, events);
      batches += 1;
      if (batches === 2) throw new Error('killed');
    };
    await expect(watch()).rejects.toThrow('killed');
    outbox.append = append;
    const progress = () => service.database.query(`SELECT because -> 'progress' ->> 'lookedAt' AS looked FROM deadline WHERE kind = 'recount'`);
    expect(await progress()).toEqual([{ looked: '500' }]);
    await publish(off('2026-03-10', '2026-03-11'), 8);
    expect(await progress()).toEqual([{ looked: '0' }]);
    await Promise.all([watch(), watch()]);
    expect([await progress(), new Set(await times()), new Set(await lines())]).toEqual([[], new Set(['03-16 09, 03-18 18']), new Set(['soon 03-16 09'])]);
    const told = async () => (await service.facts()).filter((fact) => fact === 'opportunity.stage-recounted').length;
    expect(await told()).toBe(1_700);
    await publish(off('2026-03-10'), 7);
    await publish(off('2026-03-10', '2026-03-11'), 8);
    await watch();
    expect(await told()).toBe(1_700);
  });
});
