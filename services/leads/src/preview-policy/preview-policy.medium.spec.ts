import type { Principal } from '@throughline/access/principal';
import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import { books } from '@throughline/process-contracts/clock';
import type { LeadPolicy } from '@throughline/policy/lead-policy';
import { v7 as uuidv7 } from 'uuid';
import { ApplyPolicyCommand } from '../apply-policy/apply-policy.command';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { DraftPolicyCommand } from '../draft-policy/draft-policy.command';
import { day0, days, LeadsOnPostgres } from '../leads.fixture';
import type { OwnedLead } from '../policy/owned-leads.fixture';
import { layOwnedLeads } from '../policy/owned-leads.fixture';
import { PolicyPreviewViews } from '../policy-preview-views/policy-preview.views';
import type { PreviewRecordView } from '../policy-preview-views/policy-preview-views.dto';
import { RecordActivityCommand } from '../record-activity/record-activity.command';
import { RecycleLeadsCommand } from '../recycle-leads/recycle-leads.command';
import { ReleaseLeadCommand } from '../release-lead/release-lead.command';
import { openPool } from '../seed';
import { WorkPoliciesCommand } from '../work-policies/work-policies.command';
import { PreviewPolicyCommand } from './preview-policy.command';
import type { PreviewPolicy } from './preview-policy.dto';

// Two cores may be shared with other suites.
jest.setTimeout(120_000);

const calendar = chinaCalendar(2026, 2026);
const first: LeadPolicy = { ...openPool.policy, claim: { ...openPool.policy.claim, perDay: 9_000, perWeek: 9_000, cap: { inPool: 9_000, notCounted: [] } } };
const draft = (clock: Partial<LeadPolicy['clock']>, more: Partial<LeadPolicy> = {}): LeadPolicy => ({ ...first, version: 2, reason: 'Try it', ...more, clock: { ...first.clock, ...clock } });
const now = days(8);

let service: LeadsOnPostgres;
let head: Principal;
let reps: Principal[];

async function begin(policy = first, at = now): Promise<void> {
  service = await LeadsOnPostgres.start({ now: at, policy });
  head = await service.person('sales-head', '1.');
  reps = await Promise.all(['1.1.1.', '1.1.1.', '1.2.1.'].map((path) => service.person('sales-rep', path)));
}
afterEach(() => service.stop());

/** Leads in every situation: just claimed and long ago, visited or not, locked. */
async function layMany(count: number): Promise<void> {
  const leads = Array.from({ length: count }, (_, n): OwnedLead => {
    const claimedAt = new Date(days(-(n % 17)).getTime() + 8 * 86_400_000 + (n % 23) * 1_800_000);
    const visits = n % 3 === 0 ? [] : [new Date(Math.min(now.getTime(), claimedAt.getTime() + (n % 11) * 36 * 3_600_000))];
    return { id: uuidv7(), owner: reps[n % reps.length]!, claimedAt: claimedAt > now ? now : claimedAt, visits: visits.map((at) => (at < claimedAt ? claimedAt : at)), exemptions: n % 13 === 0 ? ['locked'] : [] };
  });
  await layOwnedLeads(service, leads, first, calendar);
}

const preview = (request: Partial<PreviewPolicy>, by = head) =>
  service.get(PreviewPolicyCommand).execute({ policyId: 'open-pool', grandfathering: 'none', graceDays: 0, ...request } as PreviewPolicy, by);
async function recordsOf(previewId: string, by = head, query: { change?: 'more' | 'fewer' | 'both'; owner?: string } = {}): Promise<PreviewRecordView[]> {
  const records: PreviewRecordView[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await service.get(PolicyPreviewViews).records(previewId, { limit: 200, ...query, ...(cursor && { cursor }) }, by);
    records.push(...page.items);
    if (!page.next) return records;
    cursor = page.next;
  }
}

/** Goes from moment to moment, as the clocks do, up to an instant. */
async function live(until: Date): Promise<void> {
  for (;;) {
    await service.get(WorkPoliciesCommand).execute();
    await service.get(RecycleLeadsCommand).execute({ poolId: service.poolId });
    const { deadlines } = service.database;
    const next = [(await deadlines.nextDue(books.pool(service.poolId))).at, (await deadlines.nextDue(books.policies())).at].filter((at) => at !== null).sort()[0];
    if (next === undefined || new Date(next) > until) break;
    await service.database.setNow(new Date(next));
  }
  await service.database.setNow(until);
}
const line = (leadId: string, ownerId: string, at: Date | string) => `${leadId} of ${ownerId} at ${new Date(at).toISOString()}`;
async function lost(): Promise<string[]> {
  const rows = await service.database.query(`SELECT lead_id, owner_id, ended_at FROM ownership WHERE end_reason = 'recycled'`);
  return rows.map(({ lead_id, owner_id, ended_at }) => line(lead_id, owner_id, ended_at)).sort();
}
const shown = (records: PreviewRecordView[], side: 'before' | 'after') =>
  records.flatMap((record) => (record[side] ? [line(record.leadId, record.ownerId, record[side].at)] : [])).sort();

describe('a preview of the rules in force', () => {
  it('tells who loses what tonight, by owner, and the night does just that', async () => {
    await begin();
    await layMany(400);
    await live(days(9));
    await service.database.query('DELETE FROM ownership WHERE ended_at IS NOT NULL');
    const tonight = await preview({});
    expect(tonight).toMatchObject({ version: null, inForce: 1, until: '2026-04-03T16:00:00.000Z', more: 0, fewer: 0 });
    expect(tonight.before).toBeGreaterThan(5);
    expect(tonight.byOwner.reduce((sum, { before }) => sum + before, 0)).toBe(tonight.before);
    const records = await recordsOf(tonight.previewId);
    expect(records).toHaveLength(tonight.before);
    expect(records[0]).toMatchObject({ displayName: expect.stringMatching(/^Lead /), ownerName: expect.stringMatching(/^sales-rep/), before: { to: { to: 'pool' } } });
    await live(new Date(tonight.until));
    expect(await lost()).toEqual(shown(records, 'before'));
  });

  it('shows everybody what he may see, and nobody the preview of another', async () => {
    await begin();
    await layMany(90);
    const manager = await service.person('sales-manager', '1.1.');
    const until = days(40).toISOString();
    const [all, unit, own] = [await preview({ until }), await preview({ until }, manager), await preview({ until }, reps[0]!)];
    expect(unit.byOwner.map(({ ownerId }) => ownerId).sort()).toEqual([reps[0]!.personId, reps[1]!.personId].sort());
    expect(own.byOwner.map(({ ownerId }) => ownerId)).toEqual([reps[0]!.personId]);
    expect([all.lookedAt, unit.lookedAt, own.lookedAt]).toEqual([90, 60, 30]);
    await expect(recordsOf(all.previewId, manager)).rejects.toMatchObject({ code: 'policy_preview.not_found' });
    expect(await recordsOf(all.previewId, head, { owner: reps[2]!.personId })).toHaveLength(all.byOwner.find(({ ownerId }) => ownerId === reps[2]!.personId)!.before);
  });
});

describe('a preview of a draft is what comes, record by record', () => {
  const tight = draft({ quietDays: 6, refreshDays: 2, maximumDays: 12 });
  const cases: [string, LeadPolicy, Partial<PreviewPolicy>][] = [
    ['stricter days, everybody', tight, {}],
    ['stricter days with a grace', tight, { graceDays: 3 }],
    ['working days, whichever is kinder', draft({ basis: 'working', quietDays: 8, refreshDays: 2, maximumDays: 14 }), { grandfathering: 'kinder' }],
    ['new ownerships only', tight, { grandfathering: 'keep' }],
    ['other activities count, and what is locked is no longer exempt', draft({ quietDays: 7 }, { resets: [{ kind: 'call', by: 'anyone' }], exempt: [] }), { graceDays: 1 }],
    ['other warnings', draft({ cutOff: '17:00' }, { reminders: [{ daysBefore: 2, recipients: ['owner'] }] }), {}],
    ['from a later day on', { ...tight, effectiveFrom: '2026-04-06' }, { graceDays: 1 }],
  ];
  it.each(cases)('%s', async (_, document, rules) => {
    await begin();
    await layMany(240);
    const until = days(14);
    const told = await preview({ document: document as never, until: until.toISOString(), ...rules });
    const records = await recordsOf(told.previewId);
    expect(records.length).toBe(told.before + told.more);
    // Nothing has changed by looking.
    expect(await service.database.facts()).toEqual(['pool.opened']);
    await service.get(DraftPolicyCommand).execute({ document }, head);
    await service.get(ApplyPolicyCommand).execute({ kind: 'lead', id: document.id, version: 2, grandfathering: 'none', graceDays: 0, ...rules }, head);
    await live(until);
    expect(await lost()).toEqual(shown(records, 'after'));
    expect(told.after).toBe((await lost()).length);
  });

  it('names both directions: 212 more, 15 fewer', async () => {
    await begin();
    await layMany(300);
    const told = await preview({ document: draft({ quietDays: 6, refreshDays: 9, maximumDays: 40 }) as never, until: days(13).toISOString() });
    expect(told.more).toBeGreaterThan(0);
    expect(told.fewer).toBeGreaterThan(0);
    expect(told.after).toBe(told.before + told.more - told.fewer);
    const [more, fewer] = [await recordsOf(told.previewId, head, { change: 'more' }), await recordsOf(told.previewId, head, { change: 'fewer' })];
    expect([more.length, fewer.length]).toEqual([told.more, told.fewer]);
    expect(more.every(({ before, after }) => !before && after)).toBe(true);
    expect(fewer.every(({ before, after }) => before && !after)).toBe(true);
  });

  it('is refused for what has no clock, or is no policy', async () => {
    await begin();
    await expect(preview({ policyId: 'nothing' })).rejects.toMatchObject({ code: 'policy.not_found' });
    await expect(preview({ document: { ...first, clock: {} } as never })).rejects.toMatchObject({ code: 'policy.invalid' });
    await expect(preview({ version: 7 })).rejects.toMatchObject({ code: 'policy.not_found' });
  });
});

describe('a past period', () => {
  const strict = draft({ quietDays: 4, refreshDays: 2, maximumDays: 9 });

  /** The same three weeks of work, under whatever rules: claims, visits, calls, leads given back. */
  async function threeWeeks(leads: string[]): Promise<void> {
    for (let day = 0; day <= 21; day += 1) {
      await live(days(day));
      for (const [n, leadId] of leads.entries()) {
        const owner = reps[n % reps.length]!;
        const act = (work: () => Promise<unknown>) => work().catch((error: { code?: string }) => expect(error.code).toMatch(/^(lead|access)\./));
        if (day === n % 5) await act(() => service.get(ClaimLeadCommand).execute({ leadId }, owner));
        else if ((day * 7 + n * 3) % 10 < 2) await act(() => service.get(RecordActivityCommand).execute({ leadId, kind: n % 2 ? 'visit' : 'call', minutes: 5 }, owner));
        else if (day === 9 && n % 12 === 0) await act(() => service.get(ReleaseLeadCommand).execute({ leadId }, owner));
      }
    }
  }
  /** Leads are known by their number, as each world has ids of its own. */
  async function losses(names: Map<string, number>): Promise<string[]> {
    const rows = await service.database.query(`SELECT lead_id, ended_at FROM ownership WHERE end_reason = 'recycled'`);
    return rows.map(({ lead_id, ended_at }) => `${names.get(lead_id)} at ${ended_at.toISOString()}`).sort();
  }
  const numbered = (records: PreviewRecordView[], names: Map<string, number>, side: 'before' | 'after') =>
    records.flatMap((record) => (record[side] ? [`${names.get(record.leadId)} at ${record[side].at}`] : [])).sort();

  it('replayed from history: under its own rules it is what happened, under others what would have', async () => {
    const period = { from: day0.toISOString(), to: days(21).toISOString() };
    await begin(first, day0);
    const leads = await Promise.all(Array.from({ length: 36 }, () => service.lead(reps[0]!)));
    const names = new Map(leads.map((id, n) => [id, n]));
    await threeWeeks(leads);
    const happened = await losses(names);
    expect(happened.length).toBeGreaterThan(5);

    const own = await preview({ period });
    expect(numbered(await recordsOf(own.previewId), names, 'before')).toEqual(happened);
    expect(numbered(await recordsOf(own.previewId), names, 'after')).toEqual(happened);
    expect(own).toMatchObject({ more: 0, fewer: 0, before: happened.length });
    // From the middle on: what was warned of before counts.
    const half = await preview({ period: { ...period, from: days(11).toISOString() } });
    expect(half).toMatchObject({ more: 0, fewer: 0 });

    const other = await preview({ document: strict as never, period });
    const would = numbered(await recordsOf(other.previewId), names, 'after');
    expect(other.more).toBeGreaterThan(0);
    await service.stop();

    // The same weeks in a world with the other rules.
    await begin({ ...strict, version: 1 }, day0);
    const again = await Promise.all(Array.from({ length: 36 }, () => service.lead(reps[0]!)));
    await threeWeeks(again);
    expect(await losses(new Map(again.map((id, n) => [id, n])))).toEqual(would);
  });
});
