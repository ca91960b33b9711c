import type { Principal } from '@throughline/access/principal';
import { standardScoring } from '@throughline/policy/default-intake-policies';
import type { ScoringPolicy } from '@throughline/policy/scoring-policy';
import { LeadScoring } from '../intake/lead-scoring';
import { day0, days, LeadsOnPostgres } from '../leads.fixture';
import { PolicyRepository } from '../policy/policy.repository';
import { RescoreLeadsCommand } from './rescore-leads.command';
import type { RescoredLeads } from './rescore-leads.dto';

// Two cores may be shared with other suites.
jest.setTimeout(60_000);

let service: LeadsOnPostgres;
let admin: Principal;
let rep: Principal;
beforeEach(async () => {
  service = await LeadsOnPostgres.start({ now: day0 });
  admin = await service.person('admin', '1.');
  rep = await service.person('sales-rep');
});
afterEach(() => service.stop());

const rescore = (limit: number, after?: string): Promise<RescoredLeads> => service.get(RescoreLeadsCommand).execute({ limit, after }, admin);
const facts = async () => (await service.database.facts()).filter((fact) => fact === 'lead.scored').length;

async function newRules(): Promise<void> {
  const area = { area: 'fit' as const, weight: 1, base: 0, rules: [{ key: 'even', text: 'Even', when: { field: 'product', is: ['even'] }, points: 100 }] };
  const policies = service.get(PolicyRepository);
  const scoring: ScoringPolicy = { ...standardScoring, version: 2, areas: [area] };
  await service.database.transactions.run((tx) => policies.keepFirst(tx, scoring));
  jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_000);
}
afterEach(() => jest.restoreAllMocks());

describe('scoring all leads anew', () => {
  it('goes through them page by page, and a second time changes nothing', async () => {
    for (let n = 0; n < 7; n += 1) await service.lead(rep, { product: n % 2 === 0 ? 'even' : 'odd' });
    await newRules();
    const first = await rescore(3);
    const second = await rescore(3, first.next);
    const third = await rescore(3, second.next);
    expect([first, second, third]).toEqual([
      { lookedAt: 3, changed: 3, next: expect.any(String) },
      { lookedAt: 3, changed: 3, next: expect.any(String) },
      { lookedAt: 1, changed: 1 },
    ]);
    const grades = await service.database.query('SELECT product, grade, score_version, version FROM lead ORDER BY id');
    expect(grades.map(({ grade }: { grade: string }) => grade).join('')).toBe('ADADADA');
    for (const lead of grades) expect(lead).toMatchObject({ score_version: 2, version: 2 });
    expect(await facts()).toBe(7);
    expect(await rescore(100)).toEqual({ lookedAt: 7, changed: 0 });
    expect(await facts()).toBe(7);
  });

  it('two at once change each lead once', async () => {
    for (let n = 0; n < 20; n += 1) await service.lead(rep, { product: 'even' });
    await newRules();
    const [one, two] = await Promise.all([rescore(100), rescore(100)]);
    expect(one.changed + two.changed).toBe(20);
    expect(await facts()).toBe(20);
  });

  it('finds what days alone have changed', async () => {
    const leadId = await service.lead(rep, { expectedCloseOn: '2026-05-24' });
    const scoreNow = async () => (await service.database.query('SELECT score FROM lead WHERE id = $1', [leadId]))[0].score as number;
    const before = await scoreNow();
    await service.database.setNow(days(35));
    expect(await rescore(10)).toEqual({ lookedAt: 1, changed: 1 });
    expect(await scoreNow()).toBeGreaterThan(before);
    await service.database.setNow(days(90));
    await rescore(10);
    expect(await scoreNow()).toBeLessThan(before);
  });

  it('leaves alone what is over, and is for admins', async () => {
    await service.lead(rep);
    await service.database.query(`UPDATE lead SET status = 'disqualified'`);
    await newRules();
    expect(await rescore(10)).toEqual({ lookedAt: 0, changed: 0 });
    await expect(service.get(RescoreLeadsCommand).execute({ limit: 1 }, rep)).rejects.toMatchObject({ code: 'access.denied' });
    expect(await service.database.transactions.run((tx) => service.get(LeadScoring).rescore(tx, []))).toBe(0);
  });
});
