import type { Principal } from '@throughline/access/principal';
import { AssignLeadsCommand } from '../assign-leads/assign-leads.command';
import { day0, LeadsOnPostgres } from '../leads.fixture';
import { WorkAssignmentsCommand } from '../work-assignments/work-assignments.command';
import { assignBy, freeLeads, patiently } from './assignment.fixture';

// Two cores may be shared with other suites.
jest.setTimeout(120_000);

const roundRobin = { key: 'tele', strategy: { kind: 'round-robin', among: {} } };
let service: LeadsOnPostgres;
let head: Principal;
let reps: Principal[];

beforeEach(async () => {
  service = await LeadsOnPostgres.start({ now: day0 });
  head = await service.person('sales-head', '1.');
  reps = [];
  for (let n = 0; n < 7; n += 1) reps.push(await service.person('sales-rep', n < 4 ? '1.1.1.' : '1.2.1.'));
});
afterEach(() => service.stop());

const shares = async (): Promise<Map<string, number>> => {
  const rows = await service.database.query<{ owner: string; leads: number }>(`SELECT owner_id AS owner, count(*)::int AS leads FROM ownership WHERE ended_at IS NULL GROUP BY 1`);
  return new Map(rows.map(({ owner, leads }) => [owner, leads]));
};
const spread = (shared: Map<string, number>): number => Math.max(...shared.values()) - Math.min(...shared.values());
const assign = (instance: Pick<LeadsOnPostgres, 'get'>, count: number) => patiently(() => instance.get(AssignLeadsCommand).execute({ poolId: service.poolId, strategy: 'policy', count }, head));

describe('10,000 leads and 7 reps', () => {
  it('are shared to within one by two instances that assign at once, with a restart in between', async () => {
    await assignBy(service, head, { rules: [roundRobin] });
    await freeLeads(service, 10_000);
    const second = await service.beside();
    const sizes = [1, 700, 13, 1_500, 86, 250, 1, 449];
    const first = await Promise.all(sizes.map((count, n) => assign(n % 2 === 0 ? service : second, count)));
    expect(first.map(({ assigned }) => assigned)).toEqual(sizes);
    expect(spread(await shares())).toBe(1);
    // One of the two stops in the middle of its work: what it has not committed is given to others.
    const lost = assign(second, 2_000).catch(() => undefined);
    await service.database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid() AND query ILIKE '%assignment%'`);
    await lost;
    await second.stop();
    const restarted = await service.beside();
    for (let left = 1; left > 0; ) {
      const answers = await Promise.all([assign(restarted, 900), assign(service, 877)]);
      left = answers.reduce((sum, { assigned }) => sum + assigned, 0);
    }
    await restarted.stop();
    const counts = await shares();
    expect([...counts.values()].reduce((sum, leads) => sum + leads, 0)).toBe(10_000);
    expect(counts.size).toBe(7);
    expect(spread(counts)).toBe(1);
    const [{ facts }] = await service.database.query(`SELECT count(DISTINCT aggregateid)::int AS facts FROM outbox WHERE type LIKE '%lead.assigned%'`);
    const [{ decisions }] = await service.database.query(`SELECT count(DISTINCT lead_id)::int AS decisions FROM assignment_decision WHERE chosen IS NOT NULL`);
    expect([facts, decisions]).toEqual([10_000, 10_000]);
  });
});

describe('the odd lead', () => {
  it('goes to another one each time, also when each lead comes alone', async () => {
    await assignBy(service, head, { start: 'on-arrival', rules: [roundRobin] });
    const favoured = new Set<string>();
    for (let round = 0; round < 7; round += 1) {
      const before = await shares();
      for (let n = 0; n < 8; n += 1) {
        await service.lead(head);
        await service.get(WorkAssignmentsCommand).execute({ poolId: service.poolId });
      }
      const after = await shares();
      const twice = reps.filter(({ personId }) => (after.get(personId) ?? 0) - (before.get(personId) ?? 0) === 2);
      expect(twice).toHaveLength(1);
      favoured.add(twice[0]!.personId);
    }
    expect(favoured.size).toBe(7);
  });
});

describe('room', () => {
  it('is never exceeded, however many assign at once from however many instances', async () => {
    await assignBy(service, head, { capacity: { open: 10, perDay: 8 }, rules: [{ key: 'load', strategy: { kind: 'least-loaded', among: {} } }] });
    await freeLeads(service, 200);
    const second = await service.beside();
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => assign(n % 2 === 0 ? service : second, 7)));
    await second.stop();
    expect(answers.reduce((sum, { assigned }) => sum + assigned, 0)).toBe(56);
    expect([...(await shares()).values()]).toEqual([8, 8, 8, 8, 8, 8, 8]);
    // Tomorrow there is room for two more each.
    await service.database.setNow(new Date('2026-03-26T02:00:00Z'));
    const tomorrow = await assign(service, 30);
    expect(tomorrow.assigned).toBe(14);
    expect(tomorrow.left).toHaveLength(16);
    expect(tomorrow.candidates.every(({ given }) => given === 2)).toBe(true);
  });
});

describe('the clock', () => {
  it('killed half way gives each lead out once', async () => {
    await assignBy(service, head, { start: 'on-arrival', answer: { withinWorkingHours: 2 }, rules: [roundRobin] });
    for (let n = 0; n < 700; n += 20) await Promise.all(Array.from({ length: 20 }, () => service.lead(head)));
    const second = await service.beside();
    const work = (instance: Pick<LeadsOnPostgres, 'get'>) => instance.get(WorkAssignmentsCommand).execute({ poolId: service.poolId });
    const kill = async () => {
      for (let n = 0; n < 6; n += 1) {
        await new Promise((resolve) => setTimeout(resolve, 40));
        await service.database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename <> current_user AND state <> 'idle'`);
      }
    };
    // A clock's activity is tried again until it succeeds.
    const persist = async (instance: Pick<LeadsOnPostgres, 'get'>) => {
      for (let tries = 0; tries < 50; tries += 1) if (await work(instance).then(() => true, () => false)) return;
    };
    await Promise.all([persist(service), persist(second), kill()]);
    await persist(service);
    await second.stop();
    const counts = await shares();
    expect([...counts.values()]).toEqual([100, 100, 100, 100, 100, 100, 100]);
    const [offers] = await service.database.query('SELECT count(*)::int AS all, count(*) FILTER (WHERE answer IS NULL)::int AS open FROM assignment_offer');
    expect(offers).toEqual({ all: 700, open: 700 });
    expect((await service.database.facts()).filter((fact) => fact === 'lead.assigned')).toHaveLength(700);
  });
});
