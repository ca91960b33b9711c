import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import { calendarPublished, unitChanged } from '@throughline/events/directory-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { opportunityOpened, opportunityWon } from '@throughline/events/opportunity-events';
import { standardAccountPolicy, standardPaymentTerms } from '@throughline/policy/default-policies';
import { v7 as uuidv7 } from 'uuid';
import { AccountViews } from '../account-views/account.views';
import { AccountsBed, cny, monday } from '../accounts.fixture';
import { ApplyPolicyCommand } from '../apply-policy/apply-policy.command';
import { ChangeAccountCommand } from '../change-account/change-account.command';
import { ChurnAccountCommand } from '../churn-account/churn-account.command';
import { DraftPolicyCommand } from '../draft-policy/draft-policy.command';
import { FollowCalendar } from '../recompute-for-calendar/follow-calendar';
import { RecomputeForCalendar } from '../recompute-for-calendar/recompute-for-calendar';
import { RecountVisits } from '../recount-visits/recount-visits';
import { ShareAccountCommand } from '../share-account/share-account.command';
import { VisitAccountCommand } from '../visit-account/visit-account.command';
import { WinBackAccountCommand } from '../win-back-account/win-back-account.command';
import { WorkPoliciesCommand } from '../work-policies/work-policies.command';

jest.setTimeout(60_000);

let bed: AccountsBed;
beforeEach(async () => {
  bed = await AccountsBed.start();
});
afterEach(() => bed.stop());

const visit = (accountId: string, visitedAt?: string) =>
  bed.service.get(VisitAccountCommand).execute({ accountId }, { kind: 'on-site', purpose: 'talk', contactIds: [], ...(visitedAt !== undefined && { visitedAt }) }, bed.rep);
const detail = (accountId: string) => bed.service.get(AccountViews).detail(accountId, bed.rep);

async function win(accountId: string, amount: string): Promise<void> {
  const dealId = uuidv7();
  const deal = { opportunityId: dealId, accountId, ownerId: bed.rep.personId, accountName: 'A', orgPath: '1.1.1.', product: 'Suite', amount: cny(amount) };
  await bed.hear(opportunityOpened, dealId, 1, { ...deal, leadId: null, pipeline: 'standard', stage: 'develop', expectedCloseOn: '2026-06-30' });
  await bed.hear(opportunityWon, dealId, 2, { ...deal, terms: standardPaymentTerms, cycle: 1 });
}

describe('the clock of visits', () => {
  it('day by day: reminds the owner, tells the manager, then the head, and begins anew with a visit', async () => {
    // Key account: grade B, a visit every 30 days.
    const { accountId, grade, visitDueAt } = await bed.create('Northern Steel', { keyAccount: true });
    expect([grade, visitDueAt]).toEqual(['B', '2026-04-01T10:00:00.000Z']);
    await bed.database.truncate();
    // Day 27, 09:00 in Shanghai: three days before.
    expect(await bed.at('2026-03-29T01:00:00Z')).toEqual({ reminded: 1, ended: 0, next: { at: '2026-04-01T10:00:00.000Z' } });
    // Day 30, 18:00: not visited.
    expect(await bed.at('2026-04-01T10:00:00Z')).toEqual({ reminded: 0, ended: 1, next: { at: '2026-04-15T10:00:00.000Z' } });
    // Two weeks later the head is told, and after that nobody again.
    expect(await bed.at('2026-04-15T10:00:00Z')).toEqual({ reminded: 0, ended: 1, next: { at: null } });
    // The visit: thirty days from it.
    await bed.setNow('2026-04-16T02:00:00Z');
    expect(await visit(accountId)).toMatchObject({ visitDueAt: '2026-05-16T10:00:00.000Z' });
    expect(await bed.at('2026-05-13T01:00:00Z')).toMatchObject({ reminded: 1, next: { at: '2026-05-16T10:00:00.000Z' } });
    expect(await bed.database.facts()).toEqual([
      'account.visit-due', 'account.visit-overdue', 'account.visit-overdue', 'clock.poked', 'account.visited', 'account.visit-due',
    ]);
    const events = (await bed.database.events()).filter(({ aggregatetype }) => aggregatetype === 'account');
    expect(events.map(({ payload }) => payload.recipients)).toEqual([
      [bed.rep.personId], [bed.rep.personId, bed.manager.personId], [bed.manager.personId, bed.head.personId], undefined, [bed.rep.personId],
    ]);
    expect(events.map(({ headers }) => Number(headers.sequence ?? headers.ce_sequence))).toEqual([3, 4, 5, 6, 7]);
  });

  it('counts from the latest visit, not from the one that was entered last', async () => {
    const { accountId } = await bed.create('Late Paper', { keyAccount: true });
    await bed.setNow('2026-03-20T02:00:00Z');
    await visit(accountId, '2026-03-19T02:00:00Z');
    expect(await visit(accountId, '2026-03-10T02:00:00Z')).toMatchObject({ visitDueAt: '2026-04-18T10:00:00.000Z' });
    await expect(visit(accountId, '2026-03-21T02:00:00Z')).rejects.toMatchObject({ code: 'account.visit_in_future' });
  });

  it('asks more often as soon as a deal makes the customer more valuable, and less when the amount no longer counts', async () => {
    const { accountId, grade } = await bed.create('Growing', { potential: cny('300000') });
    expect(grade).toBe('C');
    await win(accountId, '1000000');
    expect(await detail(accountId)).toMatchObject({ grade: 'A', visitDueAt: '2026-03-16T10:00:00.000Z' });
    // A year later, at midnight, the amount leaves the window.
    await bed.at('2027-03-01T15:59:59Z');
    expect((await detail(accountId)).grade).toBe('A');
    await bed.at('2027-03-01T16:00:00Z');
    expect(await detail(accountId)).toMatchObject({ grade: 'C' });
    expect((await detail(accountId)).gradeReasons[0]).toMatchObject({ rule: 'current-low' });
    expect((await bed.database.facts()).filter((fact) => fact === 'account.grade-changed')).toHaveLength(3);
  });

  it('after an outage says once what is still worth saying', async () => {
    await bed.create('Forgotten', { keyAccount: true });
    await bed.database.truncate();
    expect(await bed.at('2026-04-05T02:00:00Z')).toEqual({ reminded: 0, ended: 1, next: { at: '2026-04-15T10:00:00.000Z' } });
    expect(await bed.at('2026-04-05T02:00:01Z')).toMatchObject({ reminded: 0, ended: 0 });
  });

  it('leaves a customer alone who has left, and counts anew when he is won back', async () => {
    const { accountId } = await bed.create('Gone', { keyAccount: true });
    await bed.service.get(ChurnAccountCommand).execute({ accountId }, { reason: 'price', lostTo: 'Rival' }, bed.rep);
    expect(await bed.at('2026-04-20T10:00:00Z')).toMatchObject({ reminded: 0, ended: 0, next: { at: null } });
    await bed.service.get(WinBackAccountCommand).execute({ accountId }, {}, bed.rep);
    expect(await detail(accountId)).toMatchObject({ status: 'active', visitDueAt: '2026-05-20T10:00:00.000Z', churn: null });
  });

  it('ends a place in the team at its instant, in reads before the clock has looked', async () => {
    const { accountId } = await bed.create('Shared', { keyAccount: true });
    const until = '2026-03-05T02:00:00.000Z';
    await bed.service.get(ShareAccountCommand).share({ accountId, personId: bed.stranger.personId }, { access: 'write', until }, bed.rep);
    const change = () => bed.service.get(ChangeAccountCommand).execute({ accountId }, { city: uuidv7() }, bed.stranger);
    const listed = async () => {
      const views = await Promise.all((['all', 'team'] as const).map((view) => bed.service.get(AccountViews).list({ limit: 10, view }, bed.stranger)));
      return views.map(({ items }) => items.length);
    };
    await bed.setNow('2026-03-05T01:59:59.999Z');
    await expect(change()).resolves.toMatchObject({ accountId });
    expect(await listed()).toEqual([1, 1]);
    await bed.setNow(until);
    await expect(change()).rejects.toMatchObject({ code: 'account.not_found' });
    expect(await listed()).toEqual([0, 0]);
    await bed.database.truncate();
    expect(await bed.at(until)).toMatchObject({ reminded: 0, ended: 0, next: { at: '2026-03-29T01:00:00.000Z' } });
    expect(await bed.database.facts()).toEqual(['account.team-expired']);
  });

  it('deals with more than one batch at once, each exactly once, although it is killed half way', async () => {
    const rows = await bed.database.query<{ id: string }>('SELECT gen_random_uuid() AS id FROM generate_series(1, 620)');
    for (let from = 0; from < rows.length; from += 20) {
      await Promise.all(rows.slice(from, from + 20).map((_, at) => bed.create(`Company ${from + at}`, { keyAccount: true })));
    }
    await bed.database.truncate();
    const append = bed.database.outbox.append.bind(bed.database.outbox);
    let batches = 0;
    bed.database.outbox.append = async (tx, events) => {
      batches += 1;
      if (batches === 2) throw new Error('killed');
      return append(tx, events);
    };
    await expect(bed.at('2026-03-29T01:00:00Z')).rejects.toThrow('killed');
    bed.database.outbox.append = append;
    expect((await bed.database.facts()).length).toBe(500);
    expect(await bed.at('2026-03-29T01:00:00Z')).toMatchObject({ reminded: 120, ended: 0 });
    const reminded = (await bed.database.events()).map(({ aggregateid }) => aggregateid);
    expect([reminded.length, new Set(reminded).size]).toEqual([620, 620]);
  }, 180_000);

  it('forgets what is no longer there, and goes on with the others', async () => {
    const { accountId } = await bed.create('Vanished', { keyAccount: true });
    await bed.create('Still there', { keyAccount: true });
    await bed.database.query('DELETE FROM account WHERE id = $1', [accountId]);
    expect(await bed.at('2026-03-29T01:00:00Z')).toMatchObject({ reminded: 1, next: { at: '2026-04-01T10:00:00.000Z' } });
    const lines = await bed.database.query("SELECT subject_id FROM deadline WHERE book = 'visits:accounts'");
    expect(lines.map(({ subject_id }) => subject_id)).not.toContain(accountId);
  });

  it('leaves an account that is being changed this moment for the next look', async () => {
    const { accountId } = await bed.create('Busy', { keyAccount: true });
    await bed.database.owner.transaction(async (somebody) => {
      await somebody.query('SELECT 1 FROM account WHERE id = $1 FOR UPDATE', [accountId]);
      expect(await bed.at('2026-03-29T01:00:00Z')).toMatchObject({ reminded: 0 });
    });
    expect(await bed.at('2026-03-29T01:00:00Z')).toMatchObject({ reminded: 1 });
    expect(monday < new Date('2026-03-29T01:00:00Z')).toBe(true);
  });

  it('moves a visit when the calendar of the company changes: by the standard rules, and by a policy of its own that counts working days', async () => {
    bed.service.get(RecountVisits).forgottenAfter = 1;
    bed.service.get(RecomputeForCalendar).forgottenAfter = 1;
    const { accountId } = await bed.create('Northern Steel', { keyAccount: true });
    let sequence = 1;
    const hear = ({ type }: { type: string }, data: object) =>
      bed.database.transactions.run((tx) => bed.service.get(FollowCalendar).handle({ type, data, sequence: (sequence += 1) } as ReceivedEvent, tx));
    const publish = (calendar: WorkingCalendar) => hear(calendarPublished, { calendarId: uuidv7(), name: calendar.id, calendar });
    const due = async () => (await detail(accountId)).visitDueAt;
    const line = async () => (await bed.database.query(`SELECT kind, due_at AS at FROM deadline WHERE book = 'visits:accounts' AND kind <> 'recount'`)).map(({ kind, at }) => `${kind} ${at.toISOString()}`);
    const china = chinaCalendar(2026, 2027);
    const riyadh = { ...china, id: 'riyadh', zone: 'Asia/Riyadh' };
    // Thirty days by the calendar end at six in the evening, and that is another moment in Riyadh, where the company goes.
    expect([await due(), await line()]).toEqual(['2026-04-01T10:00:00.000Z', ['remind 2026-03-29T01:00:00.000Z']]);
    await publish(riyadh);
    const top = { unitId: uuidv7(), name: 'Group', kind: 'group', path: '1.', parentId: null };
    await hear(unitChanged, { ...top, calendarKey: 'riyadh' });
    await bed.at(monday);
    expect([await due(), await line()]).toEqual(['2026-04-01T15:00:00.000Z', ['remind 2026-03-29T06:00:00.000Z']]);
    await hear(unitChanged, { ...top, calendarKey: null });
    await bed.at(monday);
    const policy = { ...standardAccountPolicy, version: 2, visits: { ...standardAccountPolicy.visits, basis: 'working' as const, everyDays: { A: 5, B: 5, C: 5, D: 5 }, reminders: [{ daysBefore: 3, recipients: ['owner' as const] }] } };
    await bed.service.get(DraftPolicyCommand).execute({ document: policy }, bed.head);
    await bed.service.get(ApplyPolicyCommand).execute({ kind: 'account', id: policy.id, version: 2, grandfathering: 'keep', graceDays: 0 }, bed.head);
    await bed.service.get(WorkPoliciesCommand).execute();
    // Monday and five working days.
    expect([await due(), await line()]).toEqual(['2026-03-09T10:00:00.000Z', ['remind 2026-03-04T01:00:00.000Z']]);
    const off = (...list: string[]) => publish({ ...china, exceptions: { ...china.exceptions, ...Object.fromEntries(list.map((day) => [day, { kind: 'off' as const, name: 'Fair' }])) } });
    await off('2026-03-06');
    await bed.service.get(WorkPoliciesCommand).execute();
    expect([await due(), await line()]).toEqual(['2026-03-10T10:00:00.000Z', ['remind 2026-03-04T01:00:00.000Z']]);
    expect(await bed.at('2026-03-04T01:00:00Z')).toMatchObject({ reminded: 1 });
    // The end moves once more: he has been reminded of it.
    await off('2026-03-06', '2026-03-09');
    await bed.service.get(WorkPoliciesCommand).execute();
    expect(await bed.at('2026-03-06T01:00:00Z')).toMatchObject({ reminded: 0, ended: 0 });
    expect([await due(), await line()]).toEqual(['2026-03-11T10:00:00.000Z', ['overdue 2026-03-11T10:00:00.000Z']]);
  });
});
