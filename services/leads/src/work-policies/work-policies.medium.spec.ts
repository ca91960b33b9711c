import type { Principal } from '@throughline/access/principal';
import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import { Outbox } from '@throughline/messaging/outbox';
import type { LeadPolicy } from '@throughline/policy/lead-policy';
import { v7 as uuidv7 } from 'uuid';
import { ApplyPolicyCommand } from '../apply-policy/apply-policy.command';
import type { ApplyPolicy } from '../apply-policy/apply-policy.dto';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { DraftPolicyCommand } from '../draft-policy/draft-policy.command';
import { factsOf } from '../lead/lead-moments';
import { LeadRepository } from '../lead/lead.repository';
import { day0, days, LeadsOnPostgres } from '../leads.fixture';
import type { OwnedLead } from '../policy/owned-leads.fixture';
import { layOwnedLeads } from '../policy/owned-leads.fixture';
import { PolicyApplicationViews } from '../policy-application-views/policy-application.views';
import { PoolRepository } from '../pool/pool.repository';
import { RecordActivityCommand } from '../record-activity/record-activity.command';
import { openPool } from '../seed';
import { WithdrawPolicyChangeCommand } from '../withdraw-policy-change/withdraw-policy-change.command';
import { WorkPoliciesCommand } from './work-policies.command';

// Two cores may be shared with other suites.
jest.setTimeout(120_000);

let service: LeadsOnPostgres;
let head: Principal;
let rep: Principal;
const calendar = chinaCalendar(2026, 2026);
const first: LeadPolicy = { ...openPool.policy, claim: { ...openPool.policy.claim, perDay: 9_000, perWeek: 9_000, cap: { inPool: 9_000, notCounted: [] } } };
const strict: LeadPolicy = { ...first, version: 2, clock: { ...first.clock, quietDays: 5, maximumDays: 10 } };
const now = days(8);

beforeEach(async () => {
  service = await LeadsOnPostgres.start({ now: day0, policy: first });
  head = await service.person('sales-head', '1.');
  rep = await service.person('sales-rep');
  await service.database.setNow(now);
});
afterEach(() => service.stop());

const lay = async (...leads: Partial<OwnedLead>[]): Promise<string[]> => {
  const full = leads.map((lead) => ({ id: uuidv7(), owner: rep, claimedAt: day0, ...lead }));
  await layOwnedLeads(service, full, first, calendar);
  return full.map(({ id }) => id);
};
const work = () => service.get(WorkPoliciesCommand).execute();
const apply = async (document: LeadPolicy, rules: Partial<ApplyPolicy> = {}) => {
  await service.get(DraftPolicyCommand).execute({ document }, head);
  return service.get(ApplyPolicyCommand).execute({ kind: 'lead', id: document.id, version: document.version, grandfathering: 'none', graceDays: 0, ...rules }, head);
};
const progressOf = (applicationId: string) => service.get(PolicyApplicationViews).detail(applicationId);
const leadsNow = () =>
  service.database.query<{ id: string; v: number; due: string | null; rule: string }>(
    `SELECT id, policy_version AS v, to_char(protected_until AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS due, because ->> 'rule' AS rule FROM lead WHERE status = 'owned' ORDER BY id`,
  );
const ends = async () => (await leadsNow()).map(({ v, due }) => `${v} ${due}`);

/** Every owned lead's end and line in the book are what its version says. */
async function requireConsistent(): Promise<void> {
  const { transactions } = service.database;
  await transactions.read(async (tx) => {
    const rows = await tx.query<{ id: string; kind: string | null; dueAt: Date | null }>(
      `SELECT l.id, d.kind, d.due_at AS "dueAt" FROM lead AS l LEFT JOIN deadline AS d ON d.book = 'pool:' || l.pool_id AND d.subject_id = l.id::text WHERE l.status = 'owned'`,
    );
    const pool = await service.get(PoolRepository).find(tx, service.poolId);
    for (const { id, kind, dueAt } of rows) {
      const lead = await service.get(LeadRepository).find(tx, id);
      const rules = await service.get(PoolRepository).rules(tx, pool, lead.policyVersion);
      const before = lead.protectedUntil?.toISOString();
      lead.refresh(rules);
      const next = lead.nextMoment(rules);
      expect([before, kind, dueAt?.toISOString()]).toEqual([lead.protectedUntil?.toISOString(), next?.kind ?? null, next?.at.toISOString()]);
    }
  });
}

describe('a new version of a policy', () => {
  it('takes everybody: each end is what the new rules say of the same facts', async () => {
    await lay({}, { visits: [days(4)] }, { exemptions: ['locked'] });
    const { applicationId, status } = await apply(strict);
    expect(status).toBe('scheduled');
    await service.database.truncate();
    expect(await work()).toEqual({ reminded: 0, ended: 1, next: { at: null } });
    expect(await ends()).toEqual(['2 2026-03-30', '2 2026-04-01', '2 null']);
    await requireConsistent();
    expect(await progressOf(applicationId)).toMatchObject({ status: 'completed', fromVersion: 1, progress: { total: 3, lookedAt: 3, rewritten: 3, kept: 0, batches: 1 } });
    expect(await service.database.facts()).toEqual(expect.arrayContaining(['policy.activated', 'policy.ownerships-rewritten', 'policy.change-completed']));
    const rewritten = (await service.database.events()).find(({ type }) => type.includes('ownerships-rewritten'))!;
    expect(rewritten.payload.ends).toHaveLength(3);
    const [{ versions }] = await service.database.query(`SELECT array_agg(DISTINCT policy_version) AS versions FROM ownership WHERE ended_at IS NULL`);
    expect(versions).toEqual([2]);
  });

  it('keeps running ownerships, or gives each whichever ends later; what is new takes it either way', async () => {
    const generous = { ...first, version: 2, clock: { ...first.clock, quietDays: 12, refreshDays: 1, maximumDays: 40 } };
    await lay({}, { claimedAt: days(-4), visits: [days(6)] });
    await apply(generous, { grandfathering: 'keep' });
    await work();
    expect(await ends()).toEqual(['1 2026-04-04', '1 2026-04-03']);
    const leadId = await service.lead(rep);
    await service.get(ClaimLeadCommand).execute({ leadId }, rep);
    expect(await ends()).toEqual(['1 2026-04-04', '1 2026-04-03', '2 2026-04-14']);

    // Only the first is better off: the refresh of the second was worth more under the old rules.
    const { applicationId } = await apply({ ...generous, version: 3 }, { grandfathering: 'kinder' });
    await work();
    expect(await ends()).toEqual(['3 2026-04-06', '1 2026-04-03', '2 2026-04-14']);
    expect((await progressOf(applicationId)).progress).toMatchObject({ total: 3, rewritten: 1, kept: 2 });
    await requireConsistent();
  });

  it('counts activities by its own rules', async () => {
    const [id] = await lay({ visits: [days(7)] });
    await service.database.query(`UPDATE activity SET minutes = 20 WHERE lead_id = $1`, [id]);
    const visits = (minMinutes: number, version: number): LeadPolicy => ({ ...strict, version, resets: [{ kind: 'visit', minMinutes, by: 'anyone' }] });
    await apply(visits(30, 2));
    await work();
    expect(await ends()).toEqual(['2 2026-03-30']);
    await apply(visits(10, 3));
    await work();
    expect(await ends()).toEqual(['3 2026-04-04']);
    await requireConsistent();
  });

  it('gives its grace to what would be past due at once: nothing is taken before, and everything after', async () => {
    await lay({}, { claimedAt: days(-1) }, { claimedAt: days(7) });
    await apply(strict, { graceDays: 1 });
    await work();
    // Past due: the grace; past due and nearly due before: the old end; not due: the new end.
    expect((await leadsNow()).map(({ due, rule }) => `${due} ${rule}`)).toEqual(['2026-04-03 grace', '2026-04-03 grace', '2026-04-06 quiet']);
    await requireConsistent();
    const [graced] = await leadsNow();
    await service.get(RecordActivityCommand).execute({ leadId: graced!.id, kind: 'visit' }, rep);
    expect((await leadsNow())[0]).toMatchObject({ due: '2026-04-04', rule: 'maximum' });
  });

  it('comes on its day, not before, and can be withdrawn until then', async () => {
    await lay({});
    const { applicationId, startsAt } = await apply({ ...strict, effectiveFrom: '2026-04-10' });
    expect(startsAt).toBe('2026-04-09T16:00:00.000Z');
    expect(await work()).toEqual({ reminded: 0, ended: 0, next: { at: startsAt } });
    expect(await ends()).toEqual(['1 2026-04-04']);
    await expect(apply({ ...strict, version: 3 })).rejects.toMatchObject({ code: 'policy.being_applied' });
    expect(await service.get(WithdrawPolicyChangeCommand).execute({ applicationId }, head)).toMatchObject({ status: 'withdrawn' });
    expect((await work()).next).toEqual({ at: null });
    const again = await apply({ ...strict, effectiveFrom: '2026-04-10' });
    await service.database.setNow(new Date(startsAt));
    expect((await work()).ended).toBe(1);
    expect(await ends()).toEqual(['2 2026-03-30']);
    await expect(service.get(WithdrawPolicyChangeCommand).execute({ applicationId: again.applicationId }, head)).rejects.toMatchObject({ code: 'policy.not_withdrawable' });
    await expect(apply(first)).rejects.toMatchObject({ code: 'policy.version_too_old' });
  });

  it('asked for again and by many at once is one change', async () => {
    await lay({});
    await service.get(DraftPolicyCommand).execute({ document: strict }, head);
    const same = await Promise.all(Array.from({ length: 8 }, () => apply(strict)));
    expect(new Set(same.map(({ applicationId }) => applicationId)).size).toBe(1);
    await Promise.all([work(), work(), work()]);
    expect(await apply(strict)).toMatchObject({ status: 'completed' });
    expect((await service.database.facts()).filter((fact) => fact === 'policy.activated')).toHaveLength(1);
    await expect(apply(strict, { grandfathering: 'keep' })).rejects.toMatchObject({ code: 'policy.version_too_old' });
  });
});

describe('bringing it over many ownerships', () => {
  it('killed at every batch it goes on behind the last one: each looked at once, each event once', async () => {
    await lay(...Array.from({ length: 1_700 }, () => ({})));
    const { applicationId } = await apply(strict);
    await service.database.truncate();
    const outbox = service.get(Outbox);
    const append = outbox.append.bind(outbox);
    let steps = 0;
    // Every second time the process dies after writing, before the commit.
    outbox.append = async (tx, events) => {
      await append(tx, events);
      if ([events].flat()[0]?.aggregate === 'policy' && (steps += 1) % 2 === 0) throw new Error('killed');
    };
    let kills = 0;
    const seen: number[] = [];
    for (let over = false; !over; ) {
      over = await work().then(() => true, () => false);
      if (!over) kills += 1;
      seen.push((await progressOf(applicationId)).progress.lookedAt);
    }
    outbox.append = append;
    expect(kills).toBeGreaterThan(3);
    expect(new Set(seen)).toEqual(new Set([0, 500, 1_000, 1_500, 1_700]));
    const events = (await service.database.events()).filter(({ type }) => type.includes('ownerships-rewritten'));
    const told = events.flatMap(({ payload }) => payload.ends.flatMap(({ leadIds }: { leadIds: string[] }) => leadIds));
    expect([told.length, new Set(told).size]).toEqual([1_700, 1_700]);
    expect(new Set(await ends())).toEqual(new Set(['2 2026-03-30']));
    expect(await progressOf(applicationId)).toMatchObject({ status: 'completed', progress: { total: 1_700, rewritten: 1_700, batches: 4 } });
  });

  it('is exact while people claim and work: no ownership keeps the old rules, no activity is lost', async () => {
    const ids = await lay(...Array.from({ length: 1_200 }, () => ({})));
    const free = await Promise.all(Array.from({ length: 60 }, () => service.lead(rep)));
    const reps = await Promise.all(Array.from({ length: 6 }, () => service.person('sales-rep')));
    await apply(strict, { graceDays: 2 });
    const visited = ids.filter((_, at) => at % 15 === 0);
    const claims = reps.map(async (by, at) => {
      for (const leadId of free.filter((_, n) => n % reps.length === at)) await service.get(ClaimLeadCommand).execute({ leadId }, by);
    });
    const visits = [0, 1, 2].map(async (at) => {
      for (const leadId of visited.filter((_, n) => n % 3 === at)) await service.get(RecordActivityCommand).execute({ leadId, kind: 'visit' }, rep);
    });
    const working = (async () => {
      // As Temporal does: what could not be locked in time is tried again.
      while (!(await work().then(() => true, (error: { code?: string }) => (error.code === 'concurrency.busy' ? false : Promise.reject(error))))) continue;
    })();
    await Promise.all([...claims, ...visits, working]);
    const [row] = await service.database.query(
      `SELECT count(*) FILTER (WHERE policy_version <> 2)::int AS old, count(*) FILTER (WHERE status = 'owned')::int AS owned,
         count(*) FILTER (WHERE last_visit_at = $1 AND jsonb_array_length(resets) = 1)::int AS visited FROM lead WHERE status = 'owned'`,
      [now],
    );
    expect(row).toEqual({ old: 0, owned: 1_260, visited: visited.length });
    const [{ gaps }] = await service.database.query(
      `SELECT count(*)::int AS gaps FROM (SELECT (headers ->> 'ce_sequence')::int AS n, row_number() OVER (ORDER BY seq) AS place FROM outbox WHERE aggregatetype = 'policy') AS s WHERE n <> place`,
    );
    expect(gaps).toBe(0);
    await requireConsistent();
  });

  it('a claim that has read the old rules when they change begins with the new ones', async () => {
    const pools = service.get(PoolRepository);
    const leadId = await service.lead(rep);
    // What the claim remembers of the pool is old from here on.
    await service.database.transactions.read((tx) => pools.find(tx, service.poolId));
    await apply(strict);
    pools.forget = () => undefined;
    await work();
    const forgotten: number[] = [];
    pools.forget = function forget(this: PoolRepository) {
      forgotten.push(1);
      PoolRepository.prototype.forget.call(pools);
    };
    await service.get(ClaimLeadCommand).execute({ leadId }, rep);
    expect(forgotten).toEqual([1]);
    expect(await ends()).toEqual(['2 2026-04-07']);
  });

  it('the facts it rewrites are those that a reader sees', async () => {
    const [id] = await lay({ visits: [days(2), days(6)] });
    await apply(strict);
    await work();
    const lead = await service.database.transactions.read((tx) => service.get(LeadRepository).find(tx, id!));
    expect(factsOf(lead)).toMatchObject({ resets: [{ kind: 'visit', at: days(6) }], lastVisitAt: days(6), firstAnsweredAt: days(2) });
    expect(lead.version).toBe(4);
  });
});
