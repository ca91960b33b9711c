import type { Principal } from '@throughline/access/principal';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { openPoolPolicy } from '@throughline/policy/default-policies';
import { ClaimLeadCommand } from '@throughline/services/leads/src/claim-lead/claim-lead.command';
import type { LeadsOnPostgres } from '@throughline/services/leads/src/leads.fixture';
import type { Pool } from 'pg';
import type { Bench, Comparison, Run, Side } from './bench';
import { plainPool } from './database';
import { HttpLoad } from './http-load';
import type { LeadsBed } from './leads-bed';
import { leadsBed } from './leads-bed';
import { atOnce } from './measure';
import { shuffled } from './random';

/** The pool of connections of a service. */
const plainConnections = 10;
const perDay = 20;
const policy = { ...openPoolPolicy, claim: { ...openPoolPolicy.claim, perDay } };

interface Rush {
  claimers: number;
  leads: number;
  attempts: number;
}
const sizes: Record<'smallest' | 'full', Rush> = {
  smallest: { claimers: 20, leads: 50, attempts: 200 },
  full: { claimers: 200, leads: 2_500, attempts: 10_000 },
};

export const bench: Bench = {
  name: 'claims',
  needs: ['postgres'],
  async prepare(size) {
    const rush = sizes[size];
    const bed = await leadsBed(policy);
    const people = await Promise.all(Array.from({ length: rush.claimers }, () => bed.service.person('sales-rep')));
    const http = await HttpLoad.open(bed.child.port, rush.claimers);
    const pool = plainPool(bed.service.database, plainConnections);
    const ground = new Ground(bed.service, rush, people);
    const baseline = updates(ground, pool);
    const work = `${rush.claimers} claimers, ${rush.attempts} attempts on ${rush.leads} leads`;
    const shared = { baseline, conditions: faultsOf };
    const comparisons: Comparison[] = [
      { row: 'claims', work: `${work} through the command; baseline: one conditional UPDATE, ${plainConnections} connections both`, subject: commands(ground), ...shared, expect: { measure: 'rate', floor: 0.25, goal: 0.5 } },
      { row: 'claims HTTP', work: `${work} over HTTP; the same baseline`, subject: await posts(ground, bed, http), ...shared, expect: { measure: 'rate', floor: 0.15, goal: 0.25 } },
    ];
    return {
      rounds: size === 'full' ? 3 : 1,
      comparisons,
      async close() {
        http.close();
        await pool.end();
        await bed.close();
      },
    };
  },
};

/** Free leads, and who tries which in what order. */
class Ground {
  attempts: { leadId: string; by: number }[] = [];

  constructor(
    readonly service: LeadsOnPostgres,
    readonly rush: Rush,
    readonly people: Principal[],
  ) {}

  readonly lay = async (): Promise<void> => {
    const { database, poolId } = this.service;
    await database.truncate('lead', 'ownership', 'claim_quota', 'deadline', 'outbox', 'audit');
    const rows = await database.query<{ id: string }>(
      `INSERT INTO lead (id, pool_id, status, display_name, captured_at, captured_by, org_path, policy_version, pool_since, version)
       SELECT gen_random_uuid(), $1, 'available', 'Lead ' || n, now(), 'bench', '1.', 1, now(), 1 FROM generate_series(1, $2) AS n RETURNING id`,
      [poolId, this.rush.leads],
    );
    const { attempts, claimers, leads } = this.rush;
    // Each lead is tried by several people, in an order that is the same in every run.
    const pairs = Array.from({ length: attempts }, (_, n) => ({ leadId: rows[n % leads]!.id, by: (n + Math.floor(n / leads)) % claimers }));
    this.attempts = shuffled(pairs, 'claims');
  };

  /** Everybody at once. @param claim true when the lead was won */
  async run(claim: (leadId: string, by: number) => Promise<boolean>): Promise<Run> {
    let won = 0;
    const { attempts, claimers } = this.rush;
    const { seconds } = await atOnce(attempts, claimers, async (n) => {
      const { leadId, by } = this.attempts[n]!;
      if (await claim(leadId, by)) won += 1;
    });
    const [owned] = await this.service.database.query(`SELECT count(*)::int AS leads FROM lead WHERE status = 'owned'`);
    return { items: attempts, seconds, outcome: { won, owned: owned.leads } };
  }

  /** What must hold after a rush through the service, whoever won. */
  async held(run: Run): Promise<Run> {
    const [row] = await this.service.database.query(
      `SELECT (SELECT count(*) FROM (SELECT FROM ownership WHERE ended_at IS NULL GROUP BY lead_id HAVING count(*) > 1) AS twice)::int AS "double owners",
         (SELECT count(*) FROM (SELECT FROM ownership GROUP BY owner_id HAVING count(*) > $1) AS greedy)::int AS "quota breaches",
         (SELECT count(*) FROM ownership)::int AS ownerships, (SELECT count(*) FROM deadline)::int AS deadlines,
         (SELECT count(*) FROM outbox WHERE type LIKE '%lead.claimed%')::int AS events, (SELECT count(*) FROM audit WHERE type LIKE '%lead.claimed%')::int AS audit`,
      [perDay],
    );
    return { ...run, outcome: { ...run.outcome, ...row } };
  }
}

function faultsOf(runs: Run[]): string[] {
  return runs.flatMap(({ outcome }) => [
    ...['double owners', 'quota breaches'].filter((fault) => outcome[fault] !== 0).map((fault) => `${outcome[fault]} ${fault}`),
    ...['ownerships', 'deadlines', 'events', 'audit'].filter((table) => outcome[table] !== outcome.owned).map((table) => `${outcome[table]} ${table} for ${outcome.owned} owned leads`),
  ]);
}

function updates(ground: Ground, pool: Pool): Side {
  const text = `UPDATE lead SET status = 'owned', owner_id = $2, claimed_at = now(), protected_until = now() + interval '10 days', version = version + 1
    WHERE id = $1 AND status = 'available'`;
  return {
    name: 'conditional UPDATE',
    before: ground.lay,
    run: () => ground.run(async (leadId, by) => (await pool.query({ name: 'claim', text, values: [leadId, ground.people[by]!.personId] })).rowCount === 1),
  };
}

function commands(ground: Ground): Side {
  const command = ground.service.get(ClaimLeadCommand);
  return {
    name: 'ClaimLeadCommand',
    before: ground.lay,
    run: async () =>
      ground.held(
        await ground.run((leadId, by) =>
          command.execute({ leadId }, ground.people[by]!).then(
            () => true,
            (error: unknown) => {
              if (error instanceof ThroughlineError && error.spec.status === 409) return false;
              throw error;
            },
          ),
        ),
      ),
  };
}

async function posts(ground: Ground, bed: LeadsBed, http: HttpLoad): Promise<Side> {
  const headers = await Promise.all(ground.people.map(async (person) => ({ authorization: await bed.bearer(person) })));
  return {
    name: 'POST /v1/leads/:id/claim',
    before: ground.lay,
    run: async () =>
      ground.held(
        await ground.run(async (leadId, by) => {
          const { status, body } = await http.post(`/v1/leads/${leadId}/claim`, headers[by]!);
          if (status !== 200 && status !== 409) throw new Error(`A claim was answered with ${status}: ${body}`);
          return status === 200;
        }),
      ),
  };
}
