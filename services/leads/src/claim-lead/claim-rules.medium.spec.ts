import type { Principal } from '@throughline/access/principal';
import { v7 as uuidv7 } from 'uuid';
import { LeadViews } from '../lead-views/lead.views';
import { day0, days, LeadsOnPostgres } from '../leads.fixture';
import { OpenPoolCommand } from '../open-pool/open-pool.command';
import { PoolViews } from '../pool-views/pool.views';
import { ReleaseLeadCommand } from '../release-lead/release-lead.command';
import { openPool } from '../seed';
import { ClaimLeadCommand } from './claim-lead.command';

// Two cores may be shared with other suites.
jest.setTimeout(60_000);

let service: LeadsOnPostgres;
const otherPool = '0199d000-0000-7000-8003-00000000000f';
const director = uuidv7();
const policy = {
  ...openPool.policy,
  claim: {
    perDay: 6,
    perWeek: 8,
    cap: { inPool: 4, overall: 5, notCounted: ['key-account' as const, 'exempt' as const] },
    coolDownDays: { lastOwner: 7, anyRecentOwner: 2, sameTeam: 3 },
    freezeHours: 0,
    exempt: { roles: ['sales-head'], people: [director] },
    releaseReturnsQuota: true,
  },
  exempt: [{ while: 'tagged' as const, tag: 'strategic' }],
};
const claim = (leadId: string, by: Principal) => service.get(ClaimLeadCommand).execute({ leadId }, by);
const release = (leadId: string, by: Principal) => service.get(ReleaseLeadCommand).execute({ leadId }, by);
const outcome = async (work: Promise<unknown>): Promise<string> =>
  work.then(() => 'claimed', ({ code, details }: { code?: string; details?: { data?: { rule?: string } } }) => details?.data?.rule ?? code ?? 'failed');
const leads = async (count: number, by: Principal, poolId = service.poolId): Promise<string[]> => {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push(await service.lead(by, { poolId }));
  return ids;
};

beforeAll(async () => {
  service = await LeadsOnPostgres.start({ now: day0, policy });
  await service.get(OpenPoolCommand).execute({ ...openPool, id: otherPool, key: 'another', name: 'Another pool', policy }, 'test');
});
afterAll(() => service.stop());
beforeEach(() => service.database.setNow(day0));

describe('the rules of a claim', () => {
  it('stop at the cap over all pools, however many he claims at once in several', async () => {
    const rep = await service.person('sales-rep');
    const ids = [...(await leads(4, rep)), ...(await leads(4, rep, otherPool))];
    const answers = await Promise.all(ids.map((leadId) => outcome(claim(leadId, rep))));
    expect(answers.filter((answer) => answer === 'claimed')).toHaveLength(5);
    expect(new Set(answers)).toEqual(new Set(['claimed', 'ownership-cap-overall']));
    await expect(claim(ids[answers.indexOf('ownership-cap-overall')]!, rep)).rejects.toMatchObject({ code: 'lead.quota_used_up', details: { data: { limit: 5 } } });
  });

  it('do not count leads of key accounts, nor those whose clock stands still', async () => {
    const rep = await service.person('sales-rep');
    const ids = await leads(6, rep);
    await service.database.query('UPDATE lead SET key_account = true WHERE id = $1', [ids[0]]);
    await service.database.query(`UPDATE lead SET tags = '{strategic}' WHERE id = $1`, [ids[1]]);
    expect(await claim(ids[0]!, rep)).toMatchObject({ quotaLeft: { owned: 4 } });
    expect(await claim(ids[1]!, rep)).toMatchObject({ protectedUntil: null, because: { rule: 'exempt-tagged' }, quotaLeft: { owned: 4 } });
    for (const leadId of ids.slice(2)) expect(await outcome(claim(leadId, rep))).toBe('claimed');
    expect((await service.get(PoolViews).detail(service.poolId, rep)).myQuota).toMatchObject({ owned: 4, leftToOwn: 0, leftToday: 0, exempt: false });
    expect(await service.get(LeadViews).detail(ids[1]!, rep)).toMatchObject({ due: { at: null, exemption: 'tagged', because: { rule: 'exempt-tagged' } }, next: null });
    const waiting = await service.database.query('SELECT 1 FROM deadline WHERE subject_id = $1', [ids[1]]);
    expect(waiting).toEqual([]);
  });

  it('keep a lead from its last owner, from anyone who had it, and from his team, each for its own time', async () => {
    const [owner, second, stranger] = [await service.person('sales-rep', '1.1.1.'), await service.person('sales-rep', '1.2.1.'), await service.person('sales-rep', '1.3.1.')];
    const colleague = await service.person('sales-rep', '1.1.1.');
    const [leadId] = await leads(1, owner);
    await claim(leadId!, owner);
    await release(leadId!, owner);
    const refused = (rule: string, until: Date) => expect.objectContaining({ code: 'lead.cooling_down', details: expect.objectContaining({ data: expect.objectContaining({ rule, allowedAt: until.toISOString() }) }) });
    await expect(claim(leadId!, owner)).rejects.toEqual(refused('cool-down-last-owner', days(7)));
    await expect(claim(leadId!, colleague)).rejects.toEqual(refused('cool-down-team', days(3)));
    await claim(leadId!, second);
    await service.database.setNow(days(1));
    await release(leadId!, second);
    // Somebody had it after him: two days from when he lost it.
    await expect(claim(leadId!, owner)).rejects.toEqual(refused('cool-down-recent-owner', days(2)));
    await service.database.setNow(days(2));
    expect(await outcome(claim(leadId!, owner))).toBe('claimed');
    expect(await outcome(claim(leadId!, stranger))).toBe('first-come');
  });

  it('stop neither the people nor the roles that the policy exempts', async () => {
    const head = await service.person('sales-head', '1.');
    const named = { ...(await service.person('sales-rep')), personId: director };
    for (const leadId of await leads(9, head)) expect(await outcome(claim(leadId, head))).toBe('claimed');
    for (const leadId of await leads(7, named)) expect(await outcome(claim(leadId, named))).toBe('claimed');
    expect((await service.get(PoolViews).detail(service.poolId, head)).myQuota.exempt).toBe(true);
  });

  it('give a released claim back to the day and week that it was made in, once, where the policy says so', async () => {
    const rep = await service.person('sales-rep');
    const quota = async () => (await service.database.query('SELECT used_today, used_this_week FROM claim_quota WHERE person_id = $1', [rep.personId]))[0];
    const [first, second, given] = await leads(3, rep);
    await claim(first!, rep);
    await claim(second!, rep);
    await release(first!, rep);
    expect(await quota()).toEqual({ used_today: 1, used_this_week: 1 });
    await expect(release(first!, rep)).rejects.toMatchObject({ code: 'lead.wrong_status' });
    await service.database.setNow(days(1));
    await release(second!, rep);
    expect(await quota()).toEqual({ used_today: 1, used_this_week: 0 });
    expect(await service.database.query('SELECT count(*)::int FROM ownership WHERE owner_id = $1 AND quota_returned', [rep.personId])).toEqual([{ count: 2 }]);
    // What did not come by a claim gives none back.
    await claim(given!, rep);
    await service.database.query(`UPDATE ownership SET acquired = 'assigned' WHERE lead_id = $1`, [given]);
    const before = await quota();
    await release(given!, rep);
    expect(await quota()).toEqual(before);
  });

  it('hold when people claim and release all at once: no deadlock, and the quota is what the history says', async () => {
    const rep = await service.person('sales-rep');
    const ids = await leads(12, rep);
    for (let round = 0; round < 3; round += 1) {
      await Promise.all(ids.map(async (leadId, n) => {
        await outcome(claim(leadId, rep));
        if (n % 2 === 0) await outcome(release(leadId, rep));
      }));
    }
    const [{ open, kept }] = await service.database.query(
      `SELECT count(*) FILTER (WHERE ended_at IS NULL)::int AS open, count(*) FILTER (WHERE NOT quota_returned)::int AS kept FROM ownership WHERE owner_id = $1`,
      [rep.personId],
    );
    const [{ used_today }] = await service.database.query('SELECT used_today FROM claim_quota WHERE person_id = $1 AND pool_id = $2', [rep.personId, service.poolId]);
    expect(open).toBeLessThanOrEqual(4);
    expect(used_today).toBe(kept);
    expect(used_today).toBeLessThanOrEqual(6);
  });

  it('lock the quota before the lead in a release too: a claim does the same, and else they would wait for each other', async () => {
    const rep = await service.person('sales-rep');
    const [leadId] = await leads(1, rep);
    await claim(leadId!, rep);
    let released: Promise<unknown> = Promise.resolve();
    await service.database.owner.transaction(async (somebody) => {
      await somebody.query('SELECT 1 FROM claim_quota WHERE person_id = $1 FOR UPDATE', [rep.personId]);
      released = release(leadId!, rep);
      released.catch(() => undefined);
      const waits = () => service.database.query(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`);
      while ((await waits()).length === 0);
      await somebody.query('SELECT 1 FROM lead WHERE id = $1 FOR UPDATE NOWAIT', [leadId]);
    });
    await expect(released).resolves.toMatchObject({ status: 'available' });
  });
});
