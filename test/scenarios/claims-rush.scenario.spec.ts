import { Refused } from '@throughline/tools/throughline/demo/api';
import { captureLead, company, rowsOf } from '../installation/company';
import type { Company } from '../installation/company';

// Day 1, nine in the morning: fifty good leads lie in the pool, and everybody wants them.
describe('two hundred claims on fifty leads at once, over HTTP', () => {
  let firm: Company;
  let leadIds: string[];
  let answers: { personId: string; leadId: string; claimed: boolean; code?: string; data?: Record<string, unknown>; status?: number }[];

  beforeAll(async () => {
    firm = await company();
    const head = firm.cast.as(firm.cast.one('sales-head'));
    leadIds = (await Promise.all(Array.from({ length: 50 }, (_, n) => captureLead(head, `Rush ${n}`)))).map((lead) => lead.leadId);
    const reps = firm.cast.with('sales-rep');
    const attempts = Array.from({ length: 200 }, (_, n) => ({ personId: reps[n % reps.length]!.id, leadId: leadIds[n % 50]! }));
    answers = await Promise.all(
      attempts.map(async ({ personId, leadId }) => {
        try {
          await firm.cast.as(personId).post(`/v1/leads/${leadId}/claim`);
          return { personId, leadId, claimed: true };
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          const { code, data, status } = error.problem;
          return { personId, leadId, claimed: false, code, status, ...(data && { data }) };
        }
      }),
    );
  }, 120_000);

  it('gives every lead to exactly one person', async () => {
    const won = answers.filter((answer) => answer.claimed);
    expect(won).toHaveLength(50);
    expect(new Set(won.map((answer) => answer.leadId)).size).toBe(50);
    const owners = await rowsOf<{ lead_id: string; owner_id: string }>('leads', 'SELECT lead_id, owner_id FROM ownership WHERE lead_id = ANY($1) AND ended_at IS NULL', [leadIds]);
    expect(new Map(owners.map((row) => [row.lead_id, row.owner_id]))).toEqual(new Map(won.map((answer) => [answer.leadId, answer.personId])));
    expect(owners).toHaveLength(50);
  });

  it('lets nobody exceed his quota', async () => {
    const rows = await rowsOf<{ most: string }>(
      'leads',
      `SELECT max(claims) AS most FROM (SELECT count(*) AS claims FROM ownership WHERE acquired = 'claimed' AND lead_id = ANY($1) GROUP BY owner_id) AS by_owner`,
      [leadIds],
    );
    expect(Number(rows[0]?.most)).toBeLessThanOrEqual(20);
  });

  it('tells every loser why', () => {
    const lost = answers.filter((answer) => !answer.claimed);
    expect(lost).toHaveLength(150);
    for (const { code, status } of lost) {
      expect(['lead.already_claimed', 'lead.quota_used_up']).toContain(code);
      expect(status).toBe(409);
    }
  });
});
