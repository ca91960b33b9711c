import type { Principal } from '@throughline/access/principal';
import { leadPolicySchema } from '@throughline/policy/lead-policy';
import { Client } from 'pg';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { day0, LeadsOnPostgres } from '../leads.fixture';
import { openPool } from '../seed';
import { RecycleLeadsCommand } from './recycle-leads.command';

jest.setTimeout(90_000);

const RUNS = 50;
/** More than a recycling that reassigns has. */
const STEPS = 25;
const end = '2026-04-04T10:00:00Z';

let service: LeadsOnPostgres;
let rep: Principal;
const sql = Client.prototype.query as (...args: unknown[]) => unknown;
const at = async (now: string) => {
  await service.database.setNow(new Date(now));
  return service.get(RecycleLeadsCommand).execute({ poolId: service.poolId });
};

beforeAll(async () => {
  const claim = { ...openPool.policy.claim, perDay: 1_000, perWeek: 1_000, cap: { inPool: 1_000, notCounted: [] } };
  service = await LeadsOnPostgres.start({ now: day0, policy: leadPolicySchema.parse({ ...openPool.policy, claim, onDue: { to: 'reassign', strategy: 'round-robin' } }) });
  rep = await service.person('sales-rep');
  await service.person('sales-rep');
  await service.person('sales-rep');
});
afterEach(() => {
  Client.prototype.query = sql as never;
});
afterAll(() => service.stop());

/** The session that sends the n-th statement dies before it, or after its answer, as it does with its process. @returns whether there was an n-th statement */
function dieAt(n: number, when: 'before' | 'after'): () => boolean {
  let count = 0;
  let busy = false;
  const kill = async ({ processID }: { processID: number }) => {
    busy = true;
    await service.database.owner.query('SELECT pg_terminate_backend($1)', [processID]);
    busy = false;
  };
  Client.prototype.query = function (this: Client & { processID: number }, ...args: unknown[]) {
    if (busy || typeof args.at(-1) === 'function') return sql.apply(this, args);
    count += 1;
    if (count !== n) return sql.apply(this, args);
    if (when === 'before') return kill(this).then(() => sql.apply(this, args));
    return (sql.apply(this, args) as Promise<unknown>).then(async (answer) => {
      await kill(this);
      return answer;
    });
  } as never;
  return () => {
    Client.prototype.query = sql as never;
    return count >= n;
  };
}

it(`killed at every step of a recycling, ${RUNS} times: each lead is taken once and given once`, async () => {
  const leads: string[] = [];
  let [died, refused] = [0, 0];
  for (let run = 0; run < RUNS; run += 1) {
    await service.database.setNow(day0);
    const leadId = await service.lead(rep);
    leads.push(leadId);
    await service.get(ClaimLeadCommand).execute({ leadId }, rep);
    await at('2026-04-01T01:00:00Z');
    await at('2026-04-03T01:00:00Z');
    await service.database.setNow(new Date(end));
    const over = dieAt((run % STEPS) + 1, run < STEPS ? 'before' : 'after');
    await service.get(RecycleLeadsCommand).execute({ poolId: service.poolId }).catch(() => (refused += 1));
    if (over()) died += 1;
    // Whoever comes up again finds what is left to do, or nothing.
    await at(end);
    await at(end);
  }
  expect(died).toBeGreaterThan(RUNS / 2);
  expect(refused).toBeGreaterThan(10);
  const facts = (await service.database.events()).filter(({ type }) => /lead\.(recycled|assigned)/.test(type));
  for (const leadId of leads) {
    expect(facts.filter(({ aggregateid }) => aggregateid === leadId).map(({ type }) => /recycled|assigned/.exec(type)![0])).toEqual(['recycled', 'assigned']);
  }
  const [state] = await service.database.query(
    `SELECT count(*)::int AS leads, count(*) FILTER (WHERE l.owner_id <> $1)::int AS given,
       (SELECT count(*)::int FROM ownership WHERE end_reason = 'recycled') AS ended, (SELECT count(*)::int FROM ownership WHERE ended_at IS NULL) AS open,
       (SELECT count(*)::int FROM deadline WHERE book = $2) AS lines, (SELECT sum(leads)::int FROM assignment) AS decisions
     FROM lead AS l WHERE l.status = 'owned'`,
    [rep.personId, `pool:${service.poolId}`],
  );
  expect(state).toEqual({ leads: RUNS, given: RUNS, ended: RUNS, open: RUNS, lines: RUNS, decisions: RUNS });
});
