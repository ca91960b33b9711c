import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import { calendarPublished } from '@throughline/events/directory-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { person } from '@throughline/testing/person';
import { serviceOn } from '@throughline/testing/service-on-database';
import { v7 as uuidv7 } from 'uuid';
import { PlanTimelineViews } from '../timeline-views/plan-timeline.views';
import { CollectionsOnPostgres, monday, yuan } from '../collections.fixture';
import { collectionsProviders } from '../collections.providers';
import { DunningViews } from '../dunning-views/dunning.views';
import { NextCollectionMomentQuery } from '../next-collection-moment/next-collection-moment.query';
import { FollowCalendar } from '../recount-letters/follow-calendar';
import { ReverseReceiptCommand } from '../reverse-receipt/reverse-receipt.command';
import { ActOnCollectionCommand } from './act-on-collection.command';

describe('acting on a collection case', () => {
  let service: CollectionsOnPostgres;
  beforeAll(async () => void (service = await CollectionsOnPostgres.start()));
  afterAll(() => service.stop());
  beforeEach(async () => {
    await service.database.truncate();
    await service.database.setNow(monday);
  });
  afterEach(async () => expect(await service.ledger()).toMatchObject({ ok: true }));

  const next = (caseId: string) => service.get(NextCollectionMomentQuery).execute(caseId);
  const act = (caseId: string, version: number) => service.get(ActOnCollectionCommand).execute({ caseId, version });

  it('climbs the ladder by days, one letter for all lines, and asks for a collector at the last level', async () => {
    const plan = await service.plan();
    await service.plan('500.00', { accountId: plan.accountId });
    const { id: caseId } = await service.openCase(plan.accountId);
    const days: string[] = [];
    let task;
    for (let moment = await next(caseId); moment.at !== null; ) {
      days.push(`${moment.at.slice(0, 10)} ${moment.kind}`);
      await service.database.setNow(new Date(moment.at));
      const acted = await act(caseId, moment.version);
      task ??= acted.task;
      moment = acted.next;
    }
    // Due on 9 March and on 1 April; letters go out at 09:00 in Shanghai on working days. The holidays from 4 to 6 April hold level 1 back to
    // the 7th, and level 2 keeps its distance of 11 days from it: the 18th is a Saturday.
    expect(days).toEqual([
      '2026-03-06 remind-before',
      '2026-03-12 level-1',
      '2026-03-23 level-2',
      '2026-03-25 remind-before',
      '2026-03-31 remind-before',
      '2026-04-07 level-1',
      '2026-04-20 level-2',
    ]);
    expect(task).toMatchObject({ kind: 'collection', role: 'collector', subjectId: plan.accountId, figures: { outstanding: yuan('450.00'), level: 2 } });
    const shown = await service.get(DunningViews).one(caseId, service.collector);
    expect(shown.sent.map(({ lineIds }) => lineIds.length)).toEqual([2, 2, 2, 2, 2, 4, 4]);
    expect(shown.next).toMatchObject({ kind: 'wait', at: null });
    expect((await service.database.facts()).filter((fact) => fact.startsWith('plan.line'))).toHaveLength(4);
  });

  it('is told of with the money of the deal, and of the customer\'s letters only with those that name its lines', async () => {
    const plan = await service.plan();
    const other = await service.plan('500.00', { accountId: plan.accountId, planTerms: { lines: [{ portion: '100', days: 60, label: 'All' }] } });
    const { id: caseId } = await service.openCase(plan.accountId);
    const first = await next(caseId);
    await service.database.setNow(new Date(first.at!));
    await act(caseId, first.version);
    await service.pay(plan.accountId, '300.00');
    const timeline = (dealId: string, by = service.finance) => service.get(PlanTimelineViews).ofDeal({ dealId, limit: 50 }, by);

    const told = await timeline(plan.dealId);
    expect(told.items.map(({ what }) => what)).toEqual(['receipt.allocated', 'dunning.reminder-sent', 'plan.created']);
    expect(told.items[0]!.data).toMatchObject({ dealId: plan.dealId, allocated: yuan('300.00') });
    expect(told.ahead).toMatchObject([
      { what: 'dunning.reminder-sent', at: '2026-03-25T01:00:00.000Z', data: { lineIds: [plan.lines[1]!.id] } },
      // In time as long as the first of April lasts in Shanghai.
      { what: 'plan.line-due', at: '2026-04-01T16:00:00.000Z', data: { no: 2, dueOn: '2026-04-01', outstanding: yuan('700.00') } },
    ]);
    const others = await timeline(other.dealId);
    expect([others.items.map(({ what }) => what), others.ahead.map(({ what }) => what)]).toEqual([['plan.created'], ['plan.line-due']]);
    // Whoever may read plans but no dunning learns of no letter.
    expect((await timeline(plan.dealId, person(['commercial']))).items.map(({ what }) => what)).toEqual(['receipt.allocated', 'plan.created']);
    expect(await timeline(plan.dealId, person(['sales-rep']))).toMatchObject({ items: [], ahead: [] });
  });

  it('sends a step once, however often the act is repeated, and answers the same', async () => {
    const plan = await service.plan();
    const { id: caseId } = await service.openCase(plan.accountId);
    await service.database.setNow(new Date('2026-03-25T02:00:00Z'));
    const { version } = await next(caseId);
    const answers = await Promise.all(Array.from({ length: 5 }, () => act(caseId, version)));
    for (const answer of answers) expect(answer.next).toEqual(answers[0]!.next);
    expect((await service.database.facts()).filter((fact) => fact === 'dunning.reminder-sent')).toHaveLength(2);
  });

  it('writes nothing about what was paid a moment ago, and says why', async () => {
    const plan = await service.plan();
    const { id: caseId } = await service.openCase(plan.accountId);
    await service.database.setNow(new Date('2026-03-12T01:00:00Z'));
    const { version, kind } = await next(caseId);
    expect(kind).toBe('level-1');
    await service.pay(plan.accountId, '1000.00');
    await service.database.truncate();
    for (const _ of [1, 2]) expect(await act(caseId, version)).toEqual({ next: expect.objectContaining({ kind: 'closed', outcome: 'paid' }) });
    expect(await service.database.facts()).toEqual(['dunning.reminder-suppressed']);
  });

  it('resumes where it was when the money is taken back', async () => {
    const plan = await service.plan();
    const first = await service.openCase(plan.accountId);
    await service.database.setNow(new Date('2026-03-12T01:00:00Z'));
    await act(first.id, (await next(first.id)).version);
    const { receipt } = await service.pay(plan.accountId, '1000.00');
    await service.get(ReverseReceiptCommand).execute({ receiptId: receipt.id, reason: 'recalled' }, service.finance);
    const second = await service.openCase(plan.accountId);
    expect(second.cycle).toBe(2);
    // Level 1 was written on 12 March; the ladder goes on from there and does not start again.
    expect(await next(second.id)).toMatchObject({ kind: 'level-2', at: '2026-03-23T01:00:00.000Z' });
  });

  it('never reminds after payment when both happen in the same instant', async () => {
    for (let round = 0; round < 15; round += 1) {
      await service.database.setNow(monday);
      const plan = await service.plan();
      const { id: receiptId } = await service.receipt(plan.accountId, '1000.00');
      const { id: caseId } = await service.openCase(plan.accountId);
      await service.database.setNow(new Date('2026-03-12T01:00:00Z'));
      const { version } = await next(caseId);
      await Promise.all([act(caseId, version), service.allocate(receiptId), act(caseId, version)]);
      const [row] = await service.database.query('SELECT count(*)::int AS letters FROM dunning_letter WHERE case_id = $1', [caseId]);
      expect(row.letters).toBeLessThanOrEqual(1);
      expect((await service.ledger()).findings.find(({ rule }) => rule === 'a line was reminded of after it was paid')).toMatchObject({ count: 0 });
    }
  });

  it('is refused by the database when a line is paid', async () => {
    const plan = await service.plan();
    const { id: caseId } = await service.openCase(plan.accountId);
    await service.pay(plan.accountId, '1000.00');
    const insert = service.database.query(
      `WITH letter AS (INSERT INTO dunning_letter (id, case_id, account_id, asked_version, step, level, opens_task, currency, outstanding, because, line_ids, sent_at)
         VALUES (gen_random_uuid(), $1, $2, 1, 'level 1', 1, false, 'CNY', 1, '{}', ARRAY[$3::uuid], now()) RETURNING id)
       INSERT INTO reminder (line_id, step, letter_id, sent_at) SELECT $3::uuid, 'level 1', id, now() FROM letter`,
      [caseId, plan.accountId, plan.lines[0]!.id],
    );
    await expect(insert).rejects.toThrow('is paid');
  });

  it('follows the calendar of the company: a letter that comes due sooner by it is told to the stories of open cases, once', async () => {
    const { accountId } = await service.plan('1000.00', { planTerms: { lines: [{ portion: '100', days: 30, label: 'All' }] } });
    const paid = await service.plan();
    await service.pay(paid.accountId, '1000.00');
    const { id: caseId, cycle } = await service.openCase(accountId);
    // Another process, which has just read the calendar, is the one that is asked afterwards.
    const other = await serviceOn(service.database, collectionsProviders);
    const asked = () => other.get(NextCollectionMomentQuery).execute(caseId);
    expect(await asked()).toMatchObject({ at: '2026-03-25T01:00:00.000Z' });
    const china = chinaCalendar(2026, 2026);
    const calendar = { ...china, exceptions: { ...china.exceptions, '2026-03-25': { kind: 'off' as const, name: 'Fair' } } };
    const told = () =>
      service.database.transactions.run((tx) => service.get(FollowCalendar).handle({ type: calendarPublished.type, data: { calendarId: uuidv7(), name: 'China', calendar }, sequence: 2 } as ReceivedEvent, tx));
    const recounted = async () => (await service.database.events()).filter(({ type }) => type.includes('letters-recounted')).map(({ payload }) => payload);
    await told();
    await told();
    const [named, again] = await recounted();
    expect([again, named!.cases.filter((one: { accountId: string }) => [accountId, paid.accountId].includes(one.accountId))]).toEqual([undefined, [{ caseId, cycle, accountId }]]);
    // A day before that is worked: a reminder is never later than it was promised.
    expect(await asked()).toMatchObject({ at: '2026-03-24T01:00:00.000Z' });
    await other.close();
    await service.database.query('UPDATE known_calendar SET calendar = $1, version = 1', [JSON.stringify(china)]);
  });
});
