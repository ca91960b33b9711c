import type { Principal } from '@throughline/access/principal';
import { countsSql, listSql } from '@throughline/services/worklist/src/task-views/task-lists';
import { layTasks } from '@throughline/services/worklist/src/worklist-load.fixture';
import { worklistMigrations } from '@throughline/services/worklist/src/worklist.providers';
import { testDatabase } from '@throughline/testing/test-database';
import { v7 as uuidv7 } from 'uuid';
import type { Bench, Run, Side } from './bench';
import { Child } from './child';
import { plainPool } from './database';
import { ensureBenchNamespace } from './engines';
import { HttpLoad } from './http-load';
import { atOnce, percentile } from './measure';
import { startIssuer } from './sign-in';

const pageSize = 50;
/** Milliseconds by which HTTP, sign-in, and putting the answer together may add to the statements, at the 99th percentile. */
const [mostMore, goalMore, goalInAll] = [15, 6, 50];

export const bench: Bench = {
  name: 'inbox',
  needs: ['postgres', 'temporal'],
  async prepare(size) {
    const full = size === 'full';
    const [his, others, reads] = full ? [10_000, 990_000, 500] : [200, 1_800, 20];
    const tenant = 'bench-inbox';
    // The service's worker polls it.
    await ensureBenchNamespace();
    const database = await testDatabase({ service: 'worklist', migrations: worklistMigrations });
    const person: Principal = { personId: uuidv7(), name: 'Legal', roles: ['legal'], unitPath: '1.', tenant };
    await database.query(`INSERT INTO known_person (id, name, roles, unit_path, active, version) VALUES ($1, $2, $3, $4, true, 1)`, [person.personId, person.name, person.roles, person.unitPath]);
    await layTasks(database, { owner: person.personId, his, others });
    const pool = plainPool(database, 1);
    const issuer = await startIssuer(tenant);
    const service = await Child.start('worklist-service', { ...issuer.env, DATABASE_URL_WORKLIST: database.url, THROUGHLINE_SANDBOX: 'false', THROUGHLINE_PASSIVE: 'true' });
    const http = await HttpLoad.open(service.port, 1);
    const plainRuns: number[] = [];
    const baseline: Side = {
      name: 'the same SQL',
      async run() {
        let [items, open] = [0, 0];
        const list = listSql('mine', { personId: person.personId, limit: pageSize });
        const { seconds, latencies } = await atOnce(reads, 1, async () => {
          const page = await pool.query(list.sql, list.params);
          const count = countsSql(person.personId, new Date());
          const [counts] = (await pool.query(count.sql, count.params)).rows;
          items += Math.min(page.rows.length, pageSize);
          open += counts.open;
        });
        plainRuns.push(...latencies);
        return { items: reads, seconds, latencies, outcome: { items, open } };
      },
    };
    const subject: Side = {
      name: 'GET /v1/tasks',
      async run() {
        const headers = { authorization: `Bearer ${await issuer.token(person)}` };
        let [items, open] = [0, 0];
        const { seconds, latencies } = await atOnce(reads, 1, async () => {
          const { status, body } = await http.get(`/v1/tasks?view=mine&limit=${pageSize}`, headers);
          if (status !== 200) throw new Error(`The inbox was answered with ${status}: ${body}`);
          const page = JSON.parse(body) as { items: unknown[]; counts: { open: number } };
          items += page.items.length;
          open += page.counts.open;
        });
        return { items: reads, seconds, latencies, outcome: { items, open } };
      },
    };
    const p99 = (runs: Run[]) => percentile(runs.flatMap(({ latencies }) => latencies ?? []), 0.99);
    const more = (runs: Run[]) => p99(runs) - percentile(plainRuns, 0.99);
    return {
      rounds: full ? 5 : 1,
      comparisons: [
        {
          row: 'inbox',
          work: `first page and counts of a person with ${his.toLocaleString('en')} tasks among ${(his + others).toLocaleString('en')}, one reader; baseline: the same statements by plain pg`,
          baseline,
          subject,
          // Floor and goal are milliseconds, below; the ratio only shows whether the way to the statements outgrows them.
          expect: { measure: 'latency', floor: null, goal: 2 },
          conditions: (runs) => (full && more(runs) > mostMore ? [`${more(runs).toFixed(1)} ms more than the statements at p99; ${mostMore} are allowed`] : []),
          goals: (runs) => [
            ...(more(runs) > goalMore ? [`${more(runs).toFixed(1)} ms more than the statements at p99; the goal is ${goalMore}`] : []),
            ...(p99(runs) >= goalInAll ? [`${p99(runs).toFixed(1)} ms at p99; the goal is under ${goalInAll}`] : []),
          ],
        },
      ],
      async close() {
        http.close();
        issuer.close();
        await service.stop();
        await pool.end();
        await database.drop();
      },
    };
  },
};
