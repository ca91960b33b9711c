import type { Principal } from '@throughline/access/principal';
import { ReleaseLeadCommand } from '../release-lead/release-lead.command';
import { day0, days, LeadsOnPostgres } from '../leads.fixture';
import { openPool } from '../seed';
import { ClaimLeadCommand } from './claim-lead.command';

// Two cores may be shared with other suites.
jest.setTimeout(60_000);

let service: LeadsOnPostgres;
const reps: Principal[] = [];
const policy = { ...openPool.policy, claim: { ...openPool.policy.claim, perDay: 3, perWeek: 5, cap: { inPool: 4, notCounted: [] } } };
const claim = (leadId: string, by: Principal) => service.get(ClaimLeadCommand).execute({ leadId }, by);
const outcome = async (work: Promise<unknown>): Promise<string> => work.then(() => 'claimed', (error: { code?: string }) => error.code ?? String(error));

beforeAll(async () => {
  service = await LeadsOnPostgres.start({ now: day0, policy });
  for (let n = 0; n < 20; n += 1) reps.push(await service.person('sales-rep'));
});
afterAll(() => service.stop());
beforeEach(async () => {
  await service.database.setNow(day0);
  await service.database.query('TRUNCATE claim_quota');
});

describe('claiming a lead', () => {
  it('protects it, counts it, puts it in the book and tells of it', async () => {
    const leadId = await service.lead(reps[0]!);
    await service.database.truncate();
    const claimed = await claim(leadId, reps[0]!);
    // Quiet days of the policy: 10 calendar days, at the cut-off of 18:00 in Shanghai.
    expect(claimed).toMatchObject({ ownerId: reps[0]!.personId, version: 2, protectedUntil: '2026-04-04T10:00:00.000Z', quotaLeft: { today: 2, thisWeek: 4, owned: 3 } });
    expect(await service.database.facts()).toEqual(['lead.claimed', 'clock.poked']);
    const [line] = await service.database.query('SELECT kind, due_at, version FROM deadline WHERE subject_id = $1', [leadId]);
    expect(line).toMatchObject({ kind: 'remind', version: '2' });
    expect(line.due_at).toEqual(new Date('2026-04-01T01:00:00Z'));
  });

  it('of many at once gives it to exactly one, 50 times', async () => {
    const outcomes: string[] = [];
    for (let round = 0; round < 50; round += 1) {
      await service.database.query('TRUNCATE claim_quota');
      await service.database.query(`UPDATE lead SET status = 'disqualified', protected_until = NULL WHERE status = 'owned'`);
      const leadId = await service.lead(reps[0]!);
      const answers = await Promise.all(reps.slice(0, 10).map((rep) => outcome(claim(leadId, rep))));
      expect(answers.filter((answer) => answer === 'claimed')).toHaveLength(1);
      outcomes.push(...answers);
    }
    expect(new Set(outcomes)).toEqual(new Set(['claimed', 'lead.already_claimed']));
    const [{ open }] = await service.database.query(`SELECT count(*)::int AS open FROM (SELECT lead_id FROM ownership WHERE ended_at IS NULL GROUP BY lead_id HAVING count(*) > 1) AS twice`);
    expect(open).toBe(0);
  });

  it('never lets one person exceed his quota of the day, however many he claims at once', async () => {
    const rep = reps[11]!;
    const leadIds = await Promise.all(Array.from({ length: 12 }, () => service.lead(rep)));
    const answers = await Promise.all(leadIds.map((leadId) => outcome(claim(leadId, rep))));
    expect(answers.filter((answer) => answer === 'claimed')).toHaveLength(3);
    expect(answers.filter((answer) => answer === 'lead.quota_used_up')).toHaveLength(9);
    await expect(claim(leadIds[answers.indexOf('lead.quota_used_up')]!, rep)).rejects.toMatchObject({
      details: { data: { rule: 'per-day', limit: 3, allowedAt: '2026-03-25T16:00:00.000Z' } },
    });
  });

  it('starts the day anew at local midnight, and then stops at the cap, giving no quota back for a release', async () => {
    const rep = reps[12]!;
    const leadIds = await Promise.all(Array.from({ length: 8 }, () => service.lead(rep)));
    for (const leadId of leadIds.slice(0, 3)) await claim(leadId, rep);
    await service.get(ReleaseLeadCommand).execute({ leadId: leadIds[0]! }, rep);
    expect(await outcome(claim(leadIds[3]!, rep))).toBe('lead.quota_used_up');
    await service.database.setNow(days(1));
    expect(await outcome(claim(leadIds[3]!, rep))).toBe('claimed');
    expect(await outcome(claim(leadIds[4]!, rep))).toBe('claimed');
    await expect(claim(leadIds[5]!, rep)).rejects.toMatchObject({ code: 'lead.quota_used_up', details: { data: { rule: 'ownership-cap', limit: 4 } } });
  });

  it('keeps a lead from its last owner for the cool-down, and says until when', async () => {
    const rep = reps[13]!;
    const leadId = await service.lead(rep);
    await claim(leadId, rep);
    await service.get(ReleaseLeadCommand).execute({ leadId }, rep);
    await expect(claim(leadId, rep)).rejects.toMatchObject({ code: 'lead.cooling_down', details: { data: { rule: 'cool-down-recent-owner', allowedAt: days(30).toISOString() } } });
    expect(await outcome(claim(leadId, reps[14]!))).toBe('claimed');
  });

  it('tells of an unknown lead and of one that is not for claiming', async () => {
    const leadId = await service.lead(reps[15]!);
    await service.database.query(`UPDATE lead SET status = 'disqualified' WHERE id = $1`, [leadId]);
    expect(await outcome(claim(leadId, reps[15]!))).toBe('lead.not_claimable');
    expect(await outcome(claim('0199d000-0000-7000-8000-000000000000', reps[15]!))).toBe('lead.not_found');
    expect(await outcome(claim(leadId, await service.person('finance')))).toBe('access.denied');
  });

  it('is refused by the database when somebody writes a second owner past the command', async () => {
    const leadId = await service.lead(reps[16]!);
    await claim(leadId, reps[16]!);
    const second = service.database.query(
      `INSERT INTO ownership (id, lead_id, pool_id, owner_id, acquired, policy_version, started_at) VALUES (gen_random_uuid(), $1, $2, $3, 'claimed', 1, $4)`,
      [leadId, service.poolId, reps[17]!.personId, days(1)],
    );
    await expect(second).rejects.toThrow(/ownership_one_at_a_time/);
  });
});
