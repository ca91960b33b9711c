import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import { calendarPublished, unitChanged } from '@throughline/events/directory-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { Outbox } from '@throughline/messaging/outbox';
import type { LeadPolicy } from '@throughline/policy/lead-policy';
import { v7 as uuidv7 } from 'uuid';
import { ApplyPolicyCommand } from '../apply-policy/apply-policy.command';
import { DraftPolicyCommand } from '../draft-policy/draft-policy.command';
import { LeadRepository } from '../lead/lead.repository';
import { day0, days, LeadsOnPostgres } from '../leads.fixture';
import type { OwnedLead } from '../policy/owned-leads.fixture';
import { layOwnedLeads } from '../policy/owned-leads.fixture';
import { PoolRepository } from '../pool/pool.repository';
import { RecycleLeadsCommand } from '../recycle-leads/recycle-leads.command';
import { openPool } from '../seed';
import { WorkPoliciesCommand } from '../work-policies/work-policies.command';
import { FollowCalendar } from './follow-calendar';
import { RecomputeForCalendar } from './recompute-for-calendar';

jest.setTimeout(120_000);

const china = chinaCalendar(2026, 2026);
/** Ten working days from Wednesday 25 March end on Thursday 9 April: the 6th of April is off. */
const policy: LeadPolicy = { ...openPool.policy, clock: { ...openPool.policy.clock, basis: 'working' }, reminders: [{ daysBefore: 2, recipients: ['owner'] }] };
const off = (...list: string[]): WorkingCalendar => ({ ...china, exceptions: { ...china.exceptions, ...Object.fromEntries(list.map((day) => [day, { kind: 'off' as const, name: 'Fair' }])) } });

let service: LeadsOnPostgres;
let sequence = 1;
beforeEach(async () => {
  sequence = 1;
  service = await LeadsOnPostgres.start({ now: day0, policy });
  service.get(RecomputeForCalendar).forgottenAfter = 1;
});
afterEach(() => service.stop());

const lay = async (...leads: Partial<OwnedLead>[]): Promise<string[]> => {
  const owner = await service.person('sales-rep');
  const full = leads.map((lead) => ({ id: uuidv7(), owner, claimedAt: day0, ...lead }));
  await layOwnedLeads(service, full, policy, china);
  return full.map(({ id }) => id);
};
const hear = (event: { type: string; data: unknown; sequence: number }) => service.database.transactions.run((tx) => service.get(FollowCalendar).handle(event as ReceivedEvent, tx));
const publish = (calendar: WorkingCalendar, version = (sequence += 1)) =>
  hear({ type: calendarPublished.type, data: { calendarId: uuidv7(), name: calendar.id, calendar }, sequence: version });
const work = () => service.get(WorkPoliciesCommand).execute();
const local = (column: string) => `to_char(${column} AT TIME ZONE 'Asia/Shanghai', 'MM-DD HH24:MI')`;
const ends = async () => (await service.database.query<{ end: string }>(`SELECT ${local('protected_until')} AS end FROM lead ORDER BY id`)).map(({ end }) => end);
const lines = async () => (await service.database.query<{ line: string }>(`SELECT kind || ' ' || ${local('due_at')} AS line FROM deadline WHERE book LIKE 'pool:%' ORDER BY subject_id`)).map(({ line }) => line);
const recomputes = () => service.database.query<{ status: string; total: number; lookedAt: number; rewritten: number; by: string }>(
  `SELECT status, total, looked_at AS "lookedAt", rewritten, requested_by AS by FROM policy_application WHERE purpose = 'recompute' ORDER BY requested_at, id`,
);

/** Every owned lead's end and line in the book are what its version says by the calendar. */
async function requireConsistent(): Promise<void> {
  await service.database.transactions.read(async (tx) => {
    const rows = await tx.query<{ id: string; dueAt: Date }>(`SELECT l.id, d.due_at AS "dueAt" FROM lead AS l JOIN deadline AS d ON d.book = 'pool:' || l.pool_id AND d.subject_id = l.id::text`);
    const rules = await service.get(PoolRepository).rules(tx, await service.get(PoolRepository).find(tx, service.poolId));
    for (const { id, dueAt } of rows) {
      const lead = await service.get(LeadRepository).find(tx, id);
      const before = lead.protectedUntil;
      lead.refresh(rules);
      expect([before, dueAt]).toEqual([lead.protectedUntil, lead.nextMoment(rules)!.at]);
    }
  });
}

describe('when the calendar of the company changes', () => {
  it('ends and reminders are counted by it: later for a day more that is off, and as before when it is worked again', async () => {
    await lay({}, { claimedAt: days(-1) }, { exemptions: ['locked'] });
    const before = { ends: await ends(), lines: await lines() };
    expect(before).toEqual({ ends: ['04-09 18:00', '04-08 18:00', null], lines: ['remind 04-07 09:00', 'remind 04-03 09:00'] });
    await publish(off('2026-04-07'));
    await work();
    expect({ ends: await ends(), lines: await lines() }).toEqual({ ends: ['04-10 18:00', '04-09 18:00', null], lines: ['remind 04-08 09:00', 'remind 04-03 09:00'] });
    expect(await recomputes()).toEqual([{ status: 'completed', total: 3, lookedAt: 3, rewritten: 2, by: 'system:calendar' }]);
    const told = (await service.database.events()).filter(({ type }) => type.includes('policy.'));
    expect(told.map(({ type }) => type.split('.').at(-2))).toEqual(['recompute-begun', 'ownerships-rewritten', 'change-completed']);
    expect(told[1]!.payload).toMatchObject({ kept: 1, ends: [{ protectedUntil: '2026-04-10T10:00:00.000Z' }, { protectedUntil: '2026-04-09T10:00:00.000Z' }] });
    await publish(china);
    await work();
    expect({ ends: await ends(), lines: await lines() }).toEqual(before);
    await requireConsistent();
  });

  it('is heard of once: neither again, nor late, nor a calendar of others', async () => {
    await lay({});
    await publish(off('2026-04-07'), 5);
    await work();
    await publish(off('2026-04-07'), 5);
    await publish(china, 4);
    await publish({ ...off('2026-04-08'), id: 'riyadh' });
    await work();
    expect(await recomputes()).toHaveLength(1);
    // The unit at the top takes the other one: that is another calendar for everybody.
    const top = { unitId: uuidv7(), name: 'Group', kind: 'group' as const, path: '1.', parentId: null, headId: null, closed: false };
    await hear({ type: unitChanged.type, data: { ...top, calendarKey: 'riyadh' }, sequence: 2 });
    await work();
    expect([await ends(), (await recomputes()).length]).toEqual([['04-10 18:00'], 2]);
    await hear({ type: unitChanged.type, data: { ...top, name: 'The group', calendarKey: 'riyadh' }, sequence: 3 });
    await work();
    expect(await recomputes()).toHaveLength(2);
  });

  it('nobody is reminded again of an end that has moved by it, and the end comes', async () => {
    const [leadId] = await lay({});
    const remind = () => service.get(RecycleLeadsCommand).execute({ poolId: service.poolId });
    const factsOfLead = async () => (await service.database.facts()).filter((fact) => fact.startsWith('lead.'));
    await service.database.setNow(new Date('2026-04-07T01:00:00Z'));
    await remind();
    const [{ steps }] = await service.database.query<{ steps: { step: string }[] }>('SELECT reminded_steps AS steps FROM lead WHERE id = $1', [leadId]) as [{ steps: { step: string }[] }];
    expect(steps.map(({ step }) => step)).toEqual(['2 days before 2026-04-09']);
    const told = await factsOfLead();
    await publish(off('2026-04-08', '2026-04-09'));
    await work();
    expect(await lines()).toEqual(['recycle 04-13 18:00']);
    await remind();
    expect(await factsOfLead()).toEqual(told);
    await service.database.setNow(new Date('2026-04-13T10:00:00Z'));
    await remind();
    expect(await service.database.query('SELECT status FROM lead')).toEqual([{ status: 'available' }]);
  });

  it('another change while it is counted counts all anew; killed in a batch it goes on, and a version that waits for its day does not hold it up', async () => {
    await lay(...Array.from({ length: 1_200 }, (_, n) => ({ claimedAt: days(-(n % 3)) })));
    const head = await service.person('sales-head', '1.');
    await service.get(DraftPolicyCommand).execute({ document: { ...policy, version: 2, effectiveFrom: '2026-05-01' } }, head);
    await service.get(ApplyPolicyCommand).execute({ kind: 'lead', id: policy.id, version: 2, grandfathering: 'none', graceDays: 0 }, head);
    await publish(off('2026-04-07'));
    const outbox = service.get(Outbox);
    const append = outbox.append.bind(outbox);
    let batches = 0;
    outbox.append = async (tx, events) => {
      await append(tx, events);
      if (![events].flat()[0]?.type.includes('ownerships-rewritten')) return;
      batches += 1;
      if (batches === 2) throw new Error('killed');
    };
    await expect(work()).rejects.toThrow('killed');
    outbox.append = append;
    expect(await recomputes()).toMatchObject([{ status: 'running', lookedAt: 500 }]);
    await publish(off('2026-04-07', '2026-04-08'));
    await work();
    expect(await recomputes()).toMatchObject([{ status: 'completed', total: 1_700, lookedAt: 1_700 }]);
    expect(new Set(await ends())).toEqual(new Set(['04-13 18:00', '04-10 18:00', '04-09 18:00']));
    await requireConsistent();
  });
});
