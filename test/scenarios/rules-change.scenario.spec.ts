import { openPoolPolicy } from '@throughline/policy/default-policies';
import { eventually } from '@throughline/testing/eventually';
import { rowsOf } from '../installation/company';
import { SalesFloor } from '../installation/sales-floor';

interface Progress {
  total: number;
  lookedAt: number;
  rewritten: number;
  kept: number;
  graced: number;
  batches: number;
}
interface Application {
  applicationId: string;
  status: string;
  progress: Progress;
}
interface Foreseen {
  leadId: string;
  ownerId: string;
  change: string;
  before: { at: string } | null;
  after: { at: string; because: { rule: string } } | null;
}

const rules = { reminders: [{ daysBefore: 1, recipients: ['owner'] }] };
const stricter = { ...openPoolPolicy, ...rules, version: 2, author: 'Gao Yuan', reason: 'Leads wait too long', clock: { ...openPoolPolicy.clock, quietDays: 5 } };
const SELLERS = ['Wang Hao', 'Li Na', 'Zhao Min', 'Wu Di'];
const EACH = 300;
const WORKED_ON = 20;

describe('the rules change while 1,200 leads are owned', () => {
  let floor: SalesFloor;
  let preview: { previewId: string; lookedAt: number; before: number; after: number; more: number; fewer: number; byOwner: { name: string; more: number }[] };
  let foreseen: Foreseen[];
  let applicationId: string;
  const head = () => floor.as('Gao Yuan');
  const application = () => head().get<Application>(`/v1/policy-applications/${applicationId}`);
  const mine = async (name: string) => head().all<{ leadId: string; protectedUntil: string }>(`/v1/leads?pool=${floor.poolId}&owner=${floor.id(name)}`);
  const ends = async () => {
    const counted = new Map<string, number>();
    for (const name of SELLERS) for (const { protectedUntil } of await mine(name)) counted.set(protectedUntil, (counted.get(protectedUntil) ?? 0) + 1);
    return Object.fromEntries(counted);
  };

  beforeAll(async () => {
    floor = await SalesFloor.open('Rules change', 'North · Industry', rules);
  }, 90_000);

  it('day 1: a file brings the leads with their owners; day 4: twenty are called', async () => {
    await floor.until(1, '10:00');
    const lines = SELLERS.flatMap((name) => Array.from({ length: EACH }, (_, n) => `Prospect ${name} ${n},info@${name.toLowerCase().replace(' ', '-')}-${n}.example,${name}`));
    const form = () => {
      const body = new FormData();
      body.set('mapping', JSON.stringify({ name: 'Rules change', system: 'rules-change', columns: { displayName: 'Name', email: 'Mail', owner: 'Owner' } }));
      body.set('poolId', floor.poolId);
      body.set('file', new Blob([`Name,Mail,Owner\n${lines.join('\n')}\n`]), 'owned.csv');
      return body;
    };
    expect(await head().upload('/v1/lead-imports', form)).toMatchObject({ status: 'completed', totals: { rowsRead: 1_200, created: 1_200 } });
    await floor.until(4, '10:00');
    for (const { leadId } of (await mine('Wang Hao')).slice(0, WORKED_ON)) await floor.as('Wang Hao').post(`/v1/leads/${leadId}/activities`, { kind: 'call', minutes: 10 });
    expect(await ends()).toEqual({ [floor.instant(11, '18:00')]: 1_200 });
  }, 90_000);

  it('day 4: a preview names whom five quiet days instead of ten would cost a lead by day 6, and when', async () => {
    await head().post('/v1/policies', { document: { ...stricter, id: floor.policyId } });
    preview = await head().post('/v1/policy-previews', { policyId: floor.policyId, version: 2, until: floor.instant(6, '23:59'), grandfathering: 'none' });
    const lost = SELLERS.length * EACH - WORKED_ON;
    expect(preview).toMatchObject({ lookedAt: 1_200, before: 0, after: lost, more: lost, fewer: 0 });
    expect(Object.fromEntries(preview.byOwner.map(({ name, more }) => [name, more]))).toEqual({ 'Wang Hao': EACH - WORKED_ON, 'Li Na': EACH, 'Zhao Min': EACH, 'Wu Di': EACH });
    foreseen = await head().all<Foreseen>(`/v1/policy-previews/${preview.previewId}/records`);
    expect(foreseen).toHaveLength(lost);
    expect(new Set(foreseen.map(({ change, after }) => `${change} ${after?.at} ${after?.because.rule}`))).toEqual(new Set([`more ${floor.instant(6, '18:00')} quiet`]));
    // It has changed nothing.
    expect(await ends()).toEqual({ [floor.instant(11, '18:00')]: 1_200 });
  }, 60_000);

  it('applied, it goes over all of them in batches, and its progress is seen', async () => {
    ({ applicationId } = await head().post<Application>(`/v1/policies/lead/${floor.policyId}/versions/2/apply`, { grandfathering: 'none' }));
    const seen: Progress[] = [];
    await eventually(async () => {
      const { status, progress } = await application();
      seen.push(progress);
      return status === 'completed';
    });
    expect(seen.at(-1)).toEqual({ total: 1_200, lookedAt: 1_200, rewritten: 1_200, kept: 0, graced: 0, batches: 3 });
    // It only ever grows, by whole batches.
    expect(seen.map(({ lookedAt }) => lookedAt)).toEqual(seen.map(({ lookedAt }) => lookedAt).sort((a, b) => a - b));
    for (const { lookedAt, batches } of seen) expect(lookedAt).toBe([0, 500, 1_000, 1_200][batches]);
    const facts = (await floor.facts('leads', `lead:${floor.policyId}`)).filter(({ data }) => data.version === 2);
    expect(facts.map(({ fact, data }) => [fact, data.batch])).toEqual([
      ['policy.drafted', undefined], ['policy.change-scheduled', undefined], ['policy.activated', undefined],
      ['policy.ownerships-rewritten', 1], ['policy.ownerships-rewritten', 2], ['policy.ownerships-rewritten', 3],
      ['policy.change-completed', undefined],
    ]);
    await floor.settle();
    expect(await ends()).toEqual({ [floor.instant(6, '18:00')]: 1_180, [floor.instant(7, '18:00')]: 20 });
  }, 60_000);

  it('day 6: what happened is what was foreseen, record by record, each with its reminder', async () => {
    await floor.until(6, '17:59');
    const recycled = () =>
      rowsOf<{ leadId: string; ownerId: string; at: Date }>(
        'leads',
        `SELECT lead_id AS "leadId", owner_id AS "ownerId", ended_at AS at FROM ownership WHERE end_reason = 'recycled' AND lead_id IN (SELECT id FROM lead WHERE pool_id = $1) ORDER BY lead_id`,
        [floor.poolId],
      );
    expect(await recycled()).toEqual([]);
    await floor.until(6, '23:59');
    const happened = (await recycled()).map(({ leadId, ownerId, at }) => ({ leadId, ownerId, at: at.toISOString() }));
    const expected = foreseen.map(({ leadId, ownerId, after }) => ({ leadId, ownerId, at: after!.at })).sort((a, b) => (a.leadId < b.leadId ? -1 : 1));
    expect(happened).toEqual(expected);
    const [warned] = await rowsOf<{ leads: number; facts: number }>(
      'leads',
      `SELECT count(DISTINCT aggregateid)::int AS leads, count(*)::int AS facts FROM outbox WHERE type LIKE '%lead.recycle-warned%' AND payload ->> 'poolId' = $1 AND aggregateid = ANY ($2)`,
      [floor.poolId, happened.map(({ leadId }) => leadId)],
    );
    expect(warned).toEqual({ leads: happened.length, facts: happened.length });
    expect(await ends()).toEqual({ [floor.instant(7, '18:00')]: 20 });
  }, 90_000);

  it('day 6: a day of 2030 is off, and what is owned is counted once more, once', async () => {
    await floor.as('Hao Ran').patch('/v1/calendars/china/days', { set: { '2030-11-20': { kind: 'off', name: 'Company day' } } });
    const recounted = () =>
      rowsOf<{ status: string; lookedAt: number; rewritten: number; by: string }>(
        'leads',
        `SELECT status, looked_at AS "lookedAt", rewritten, requested_by AS by FROM policy_application WHERE purpose = 'recompute' AND policy_id = $1`,
        [floor.policyId],
      );
    await eventually(async () => (await recounted())[0]?.status === 'completed');
    await floor.settle();
    expect(await recounted()).toEqual([{ status: 'completed', lookedAt: 20, rewritten: 0, by: 'system:calendar' }]);
    expect(await ends()).toEqual({ [floor.instant(7, '18:00')]: 20 });
  }, 60_000);
});
