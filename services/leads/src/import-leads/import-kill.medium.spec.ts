import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Principal } from '@throughline/access/principal';
import { ImportViews } from '../import-views/import.views';
import { LeadsOnPostgres } from '../leads.fixture';
import type { ImportInChild } from './import-child.fixture';
import { ImportLeadsCommand } from './import-leads.command';
import type { ImportFile } from '../import-file/open-file';
import { importMappingSchema } from './import-mapping';

// Two cores may be shared with other suites.
jest.setTimeout(180_000);

const ROWS = 12_000;
const mapping = {
  name: 'Companies',
  system: 'list',
  columns: { companyName: 'Company', email: 'Mail', city: 'City', owner: 'Owner', likelihood: 'Likelihood' },
  constants: { source: 'List', campaign: 'Spring' },
};

/** Compiled, as an import in another process is not Jest's; `npm test` builds before it tests. */
const child = `require('./services/leads/src/import-leads/import-child.fixture.js').importInChild(JSON.parse(process.argv[1])).catch((error) => { console.error(error); process.exit(1); })`;
const dist = resolve(__dirname, '../../../../dist');

let folder: string;
let file: ImportFile;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-kill-'));
  const lines = ['Company,Mail,City,Owner,Likelihood'];
  for (let n = 0; n < ROWS; n += 1) {
    // Every seventh is one of before, every eleventh has no name, every thirteenth no usable percentage; every hundredth has an owner.
    const again = n % 7 === 6 ? Math.floor(n / 2) : n;
    lines.push(`${n % 11 === 10 ? '' : `Firm ${again}`},mail@firm${again}.example,Ulm,${n % 100 === 50 ? 'Rita Rep' : ''},${n % 13 === 12 ? 'high' : '50'}`);
  }
  const path = join(folder, 'companies.csv');
  const content = lines.join('\n');
  await writeFile(path, content);
  file = { path, name: 'companies.csv', sha256: createHash('sha256').update(content).digest('hex') };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Bed {
  service: LeadsOnPostgres;
  by: Principal;
}
async function bed(): Promise<Bed> {
  const service = await LeadsOnPostgres.start();
  const by = await service.person('sales-head', '1.');
  const rita = await service.person('sales-rep');
  await service.database.query(`UPDATE known_person SET name = 'Rita Rep' WHERE id = $1`, [rita.personId]);
  return { service, by };
}

function start({ service, by }: Bed): ChildProcess {
  const job: ImportInChild = { whereabouts: service.whereabouts, file, mapping, by };
  return spawn(process.execPath, ['-e', child, JSON.stringify(job)], { cwd: dist, env: { ...process.env, LOG_LEVEL: 'silent' }, stdio: ['ignore', 'inherit', 'inherit'] });
}

/** Kills the import as soon as so many rows are in the report. @returns how many there are then */
async function killAt(rows: number, one: Bed): Promise<number> {
  const running = start(one);
  const ended = once(running, 'exit');
  const read = async () => (await one.service.database.query('SELECT coalesce(max(rows_read), 0)::int AS read FROM lead_import'))[0].read as number;
  while ((await read()) < rows) {
    if (running.exitCode !== null) throw new Error('The import ended before it could be killed.');
    await pause(5);
  }
  running.kill('SIGKILL');
  await ended;
  return read();
}

/** What is there in the end, without what differs from one database to the next. */
async function outcome({ service, by }: Bed) {
  const { query } = { query: service.database.query.bind(service.database) };
  const [job] = await query('SELECT id FROM lead_import');
  const { importId: _id, startedAt: _at, poolId: _pool, ...report } = await service.get(ImportViews).report(job.id, by);
  return {
    report,
    rows: await query('SELECT row_no, outcome, name, matched_by, code, field FROM lead_import_row ORDER BY row_no'),
    leads: await query('SELECT display_name, email, status, score, grade, tags, version, source, campaign, channel FROM lead ORDER BY display_name, email'),
    keys: (await query('SELECT kind, value FROM lead_key ORDER BY kind, value')).length,
    owned: (await query('SELECT count(DISTINCT lead_id)::int AS leads, count(*)::int AS times FROM ownership'))[0],
    facts: await query(`SELECT type, count(*)::int AS facts, count(DISTINCT (aggregateid, headers ->> 'ce_sequence'))::int AS distinct FROM outbox GROUP BY type ORDER BY type`),
  };
}

describe('an import whose process is killed', () => {
  it('goes on where it was when the same file comes again: no lead twice, none missing, the report as if nothing had happened', async () => {
    const [killed, quiet] = await Promise.all([bed(), bed()]);
    try {
      const first = await killAt(2_000, killed);
      const second = await killAt(first + 3_000, killed);
      expect(second).toBeGreaterThan(first);
      expect(second).toBeLessThan(ROWS);
      const last = start(killed);
      expect(await once(last, 'exit')).toEqual([0, null]);
      await quiet.service.get(ImportLeadsCommand).execute({ file, mapping: importMappingSchema.parse(mapping), dryRun: false }, quiet.by);

      const [after, never] = [await outcome(killed), await outcome(quiet)];
      expect(after.report).toEqual(never.report);
      expect(after.report).toMatchObject({ status: 'completed', totals: { rowsRead: ROWS } });
      expect(after.rows).toEqual(never.rows);
      expect(after.rows.map(({ row_no }: { row_no: number }) => row_no)).toEqual(Array.from({ length: ROWS }, (_, n) => n + 1));
      expect(after).toEqual(never);
      expect(await killed.service.database.query('SELECT turn FROM lead_import')).toEqual([{ turn: 3 }]);
      expect(after.owned.times).toBe(after.owned.leads);
      for (const { facts, distinct } of after.facts) expect(distinct).toBe(facts);
    } finally {
      await killed.service.stop();
      await quiet.service.stop();
    }
  });
});
