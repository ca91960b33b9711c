import type { Principal } from '@throughline/access/principal';
import { openPoolPolicy } from '@throughline/policy/default-policies';
import type { LeadPolicy } from '@throughline/policy/lead-policy';
import { RecycleLeadsCommand } from '@throughline/services/leads/src/recycle-leads/recycle-leads.command';
import { day0, LeadsOnPostgres } from '@throughline/services/leads/src/leads.fixture';
import { Logger, run as runGraphile } from 'graphile-worker';
import type { Pool } from 'pg';
import type { Bench, Run, Side } from './bench';
import { plainPool } from './database';
import { percentile } from './measure';

const plainConnections = 10;
const plainBatch = 100;

/** Each lead is warned once, then taken back. */
const policy: LeadPolicy = { ...openPoolPolicy, reminders: [{ daysBefore: 1, recipients: ['owner', 'manager'] }] };
/** Of leads claimed on day 0 (25 March 2026): their warning and their end, as the policy says. */
const warnedAt = new Date('2026-04-03T01:00:00Z');
const endedAt = new Date('2026-04-04T10:00:00Z');

export const bench: Bench = {
  name: 'due',
  needs: ['postgres'],
  async prepare(size) {
    const full = size === 'full';
    const [due, asleep] = full ? [10_000, 1_000_000] : [200, 2_000];
    const service = await LeadsOnPostgres.start({ now: day0, policy });
    const pool = plainPool(service.database, plainConnections);
    const manager = await service.person('sales-manager');
    const owners = await Promise.all(Array.from({ length: 40 }, () => service.person('sales-rep', '1.1.1.', manager.personId)));
    const book = new Book(service, pool, owners, due);
    await book.layAsleep(asleep);
    return {
      rounds: full ? 3 : 1,
      comparisons: [
        {
          row: 'due',
          work: `${due} ownerships due at once, warned and then taken back by the act of the pool's clock, ${asleep.toLocaleString('en')} asleep beside them; baseline: a due table with SKIP LOCKED, one UPDATE each, ${plainConnections} connections, as many asleep`,
          baseline: skipLocked(pool, due),
          subject: acts(book, service),
          expect: { measure: 'rate', floor: null, goal: 0.3 },
          conditions: (runs) => [...runs.flatMap(({ outcome }) => incomplete(outcome, due)), ...(full ? late(runs, 10_000, 'the floor') : [])],
          goals: (runs) => (full ? late(runs, 4_000, 'the goal') : []),
          beside: await graphile(service, pool, due),
        },
      ],
      async close() {
        await pool.end();
        await service.stop();
      },
    };
  },
};

function late(runs: Run[], most: number, what: string): string[] {
  const p99 = percentile(runs.flatMap((run) => run.latencies ?? []), 0.99);
  return p99 > most ? [`p99 is ${Math.round(p99)} ms late; ${what} is ${most}`] : [];
}

function incomplete({ warned, 'taken back': taken, events, audit, ended, asleep, before }: Record<string, number>, due: number): string[] {
  if (warned === due && taken === due && ended === due && events === 2 * due && audit === 2 * due && asleep === before) return [];
  return [`${warned} warned, ${taken} taken back, ${ended} ownerships ended, ${events} events, ${audit} lines of audit, ${asleep} of ${before} asleep`];
}

/** Owned leads with their ownerships and deadlines: many that sleep, and those that will be due. */
class Book {
  private asleep = 0;

  constructor(
    readonly service: LeadsOnPostgres,
    private readonly pool: Pool,
    private readonly owners: Principal[],
    private readonly due: number,
  ) {}

  async layAsleep(count: number): Promise<void> {
    // Indexes and the exclusion constraint are built once, not row by row.
    await this.pool.query('ALTER TABLE ownership DROP CONSTRAINT ownership_one_at_a_time');
    await this.lay(count, 'asleep', new Date('2026-05-04T01:00:00Z'));
    await this.pool.query('ALTER TABLE ownership ADD CONSTRAINT ownership_one_at_a_time EXCLUDE USING gist (lead_id WITH =, tstzrange(started_at, ended_at) WITH &&)');
    await this.pool.query('VACUUM ANALYZE lead, ownership, deadline');
    this.asleep = count;
    await this.pool.query('DROP TABLE IF EXISTS due_item');
    await this.pool.query('CREATE TABLE due_item (id uuid PRIMARY KEY, due_at timestamptz NOT NULL, status text NOT NULL)');
    await this.pool.query(`INSERT INTO due_item SELECT gen_random_uuid(), $2, 'waiting' FROM generate_series(1, $1::int)`, [count, new Date('2026-05-04T01:00:00Z')]);
    await this.pool.query(`CREATE INDEX due_item_due ON due_item (due_at) WHERE status = 'waiting'`);
    await this.pool.query('VACUUM ANALYZE due_item');
  }

  readonly layDue = async (): Promise<void> => {
    for (const table of ['deadline WHERE subject_id', 'ownership WHERE lead_id::text']) {
      await this.pool.query(`DELETE FROM ${table} IN (SELECT id::text FROM lead WHERE display_name = 'due')`);
    }
    await this.pool.query(`DELETE FROM lead WHERE display_name = 'due'`);
    await this.lay(this.due, 'due', warnedAt);
    await this.service.database.truncate();
    await this.pool.query('ANALYZE lead, deadline');
  };

  /** What the database holds after both acts. */
  async outcome(): Promise<Record<string, number>> {
    const [row] = await this.service.database.query(
      `SELECT (SELECT count(*) FROM ownership WHERE end_reason = 'recycled')::int AS ended, (SELECT count(*) FROM outbox WHERE aggregatetype = 'lead')::int AS events,
         (SELECT count(*) FROM audit WHERE aggregate_type = 'lead')::int AS audit, (SELECT count(*) FROM deadline)::int AS asleep, $1::int AS before`,
      [this.asleep],
    );
    return row;
  }

  private async lay(count: number, name: string, dueAt: Date): Promise<void> {
    const owners = this.owners.map(({ personId }) => personId);
    // Claimed one after the other in the course of a morning, as people do; all end at the cut-off of the same day.
    await this.pool.query(layLeadsSql, [count, name, this.service.poolId, day0, owners, endedAt]);
    await this.pool.query(
      `INSERT INTO ownership (id, lead_id, pool_id, owner_id, acquired, policy_version, started_at)
       SELECT gen_random_uuid(), id, pool_id, owner_id, 'claimed', 1, claimed_at FROM lead WHERE display_name = $1`,
      [name],
    );
    await this.pool.query(
      `INSERT INTO deadline (book, subject_id, kind, rank, due_at, because, version)
       SELECT 'pool:' || pool_id, id::text, 'remind', 0, $2, '{"rule":"remind-1","text":"one day before the end"}', version FROM lead WHERE display_name = $1`,
      [name, dueAt],
    );
  }
}

const layLeadsSql = `
INSERT INTO lead (id, pool_id, status, display_name, captured_at, captured_by, org_path, policy_version, pool_since, version,
  owner_id, claimed_at, protected_until, because)
SELECT gen_random_uuid(), $3, 'owned', $2, $4, 'bench', '1.1.1.', 1, $4, 2, ($5::uuid[])[1 + n % cardinality($5::uuid[])],
  $4::timestamptz + n % 10800 * interval '1 second', $6, '{"rule":"quiet","text":"10 calendar days after the claim"}'
FROM generate_series(1, $1::int) AS n`;

/** All are due at one instant, the worst of a second. How late each one is: from that instant until its batch is committed. */
function acts(book: Book, service: LeadsOnPostgres): Side {
  const command = service.get(RecycleLeadsCommand);
  const latencies: number[] = [];
  const act = async (now: Date) => {
    await service.database.setNow(now);
    let done = 0;
    const from = performance.now();
    const report = await command.execute({ poolId: service.poolId }, (soFar) => {
      for (; done < soFar; done += 1) latencies.push(performance.now() - from);
    });
    return { report, seconds: (performance.now() - from) / 1000 };
  };
  return {
    name: 'the clock of a pool',
    before: book.layDue,
    async run() {
      latencies.length = 0;
      const warning = await act(warnedAt);
      const ending = await act(endedAt);
      const done = { warned: warning.report.reminded, 'taken back': ending.report.ended };
      return {
        items: done.warned + done['taken back'],
        seconds: warning.seconds + ending.seconds,
        latencies: [...latencies],
        outcome: { ...done, ...(await book.outcome()) },
      };
    },
  };
}

/** The same number of small UPDATEs twice: warned, then taken back. */
function skipLocked(pool: Pool, due: number): Side {
  const pass = async (from: string, to: string): Promise<number> => {
    const counts = await Promise.all(Array.from({ length: plainConnections }, () => worker(from, to)));
    return counts.reduce((sum, count) => sum + count, 0);
  };
  const worker = async (from: string, to: string): Promise<number> => {
    const client = await pool.connect();
    try {
      for (let done = 0; ; ) {
        await client.query('BEGIN');
        const { rows } = await client.query({ name: 'take', text: `SELECT id FROM due_item WHERE status = 'waiting' AND due_at <= $1 ORDER BY due_at LIMIT ${plainBatch} FOR UPDATE SKIP LOCKED`, values: [from] });
        for (const { id } of rows) await client.query({ name: 'one', text: 'UPDATE due_item SET status = $2, due_at = $3 WHERE id = $1', values: [id, to === 'done' ? 'done' : 'waiting', to === 'done' ? from : to] });
        await client.query('COMMIT');
        if (rows.length === 0) return done;
        done += rows.length;
      }
    } finally {
      client.release();
    }
  };
  return {
    name: 'SKIP LOCKED',
    async before() {
      await pool.query('DELETE FROM due_item WHERE due_at <= $1', [endedAt]);
      await pool.query(`INSERT INTO due_item SELECT gen_random_uuid(), $2, 'waiting' FROM generate_series(1, $1::int)`, [due, warnedAt]);
      await pool.query('VACUUM ANALYZE due_item');
    },
    async run() {
      const from = performance.now();
      const warned = await pass(warnedAt.toISOString(), endedAt.toISOString());
      const taken = await pass(endedAt.toISOString(), 'done');
      return { items: warned + taken, seconds: (performance.now() - from) / 1000, outcome: { warned, 'taken back': taken } };
    },
  };
}

/** As it comes, with as many jobs at once as the baseline has connections. */
async function graphile({ database }: LeadsOnPostgres, pool: Pool, due: number): Promise<Side> {
  return {
    name: `graphile-worker, ${due} jobs of one small UPDATE each`,
    async run() {
      await pool.query('CREATE TABLE IF NOT EXISTS job_done (n int PRIMARY KEY, done boolean NOT NULL)');
      await pool.query('INSERT INTO job_done SELECT n, false FROM generate_series(1, $1::int) AS n ON CONFLICT (n) DO UPDATE SET done = false', [due]);
      let left = due;
      let finish: () => void = () => undefined;
      const finished = new Promise<void>((resolve) => (finish = resolve));
      const runner = await runGraphile({
        connectionString: database.ownerUrl,
        concurrency: plainConnections,
        maxPoolSize: plainConnections + 2,
        noHandleSignals: true,
        logger: new Logger(() => () => undefined),
        taskList: {
          due: async (payload, helpers) => {
            await helpers.query('UPDATE leads.job_done SET done = true WHERE n = $1', [(payload as { n: number }).n]);
            if ((left -= 1) === 0) finish();
          },
        },
      });
      const from = performance.now();
      await pool.query(`SELECT count(graphile_worker.add_job('due', json_build_object('n', n))) FROM generate_series(1, $1::int) AS n`, [due]);
      await finished;
      const seconds = (performance.now() - from) / 1000;
      await runner.stop();
      return { items: due, seconds, outcome: {} };
    },
  };
}
