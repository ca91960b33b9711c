import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { importMappingSchema } from '@throughline/services/leads/src/import-leads/import-mapping';
import { LeadsOnPostgres } from '@throughline/services/leads/src/leads.fixture';
import type { Pool } from 'pg';
import { types } from 'pg';
import type { Bench, Comparison, Run, Side } from './bench';
import { countRows, plainPool } from './database';
import { root } from './engines';
import { Crowds } from './import-crowds';
import type { Source } from './import-side';
import { emptied, imports } from './import-side';
import { randomOf } from './random';

/** The public sample of leads, where somebody has put it; without it the row is measured with generated leads only. */
const sample = process.env.BENCH_LEADS ?? resolve(root, '../shared/data/leads.csv');
const rowsOfAnInsert = 1_000;

export const bench: Bench = {
  name: 'import',
  needs: ['postgres'],
  async prepare(size) {
    const full = size === 'full';
    const folder = await mkdtemp(join(tmpdir(), 'throughline-bench-'));
    const service = await LeadsOnPostgres.start();
    const head = await service.person('sales-head', '1.');
    const pool = plainPool(service.database, 1);
    const generated = await generatedFile(folder, full ? 100_000 : 1_000);
    const real = full && existsSync(sample) ? realFile() : undefined;
    if (full && !real) console.log(`import: ${sample} is not there (BENCH_LEADS names it); only generated leads are measured.`);
    const sources = [...(real ? [real] : []), generated];
    const comparisons: Comparison[] = [];
    for (const source of sources) {
      const subject = imports(service, head, source);
      comparisons.push({
        row: source.row,
        work: `${source.rows} rows: mapping, rules, duplicates, report, events, audit; baseline: the lead rows that come of them by multi-row INSERT of ${rowsOfAnInsert}`,
        baseline: await inserts(service, pool, subject),
        subject,
        expect: { measure: 'rate', floor: 0.3, goal: 0.5 },
        conditions: (runs) => runs.flatMap(({ outcome }) => incomplete(outcome, source.rows)),
      });
    }
    const crowds = await Crowds.lay(await generatedFile(folder, full ? 10_000 : 200), full ? { few: 10_000, many: 1_000_000 } : { few: 100, many: 1_000 });
    comparisons.push(...crowds.comparisons());
    return {
      rounds: full ? 3 : 1,
      comparisons,
      async close() {
        await crowds.close();
        await pool.end();
        await service.stop();
        await rm(folder, { recursive: true, force: true });
      },
    };
  },
};

/** Every row is created, merged or refused; every new lead has its event and its line in the audit trail. */
function incomplete(outcome: Record<string, number>, rows: number): string[] {
  const { created, merged, refused, leads, lead_import_row: reported, events, audit } = outcome as Record<string, number>;
  const faults: string[] = [];
  if (created! + merged! + refused! !== rows || reported !== rows) faults.push(`${created} created, ${merged} merged, ${refused} refused and ${reported} reported of ${rows} rows`);
  if (leads !== created || events !== created || audit !== created) faults.push(`${leads} leads, ${events} events, ${audit} lines of audit for ${created} created`);
  return faults;
}

/** The very rows that the import makes, read once, then written by plain pg. */
async function inserts({ database }: LeadsOnPostgres, pool: Pool, subject: Side): Promise<Side> {
  await subject.before?.();
  await subject.run();
  const { rows, fields } = await pool.query({ text: 'SELECT * FROM lead ORDER BY id', rowMode: 'array' });
  const kept = fields.map(({ name, dataTypeID }, at) => ({ name, at, json: dataTypeID === types.builtins.JSONB })).filter(({ at }) => rows.some((row) => row[at] !== null));
  const values = rows.map((row) => kept.map(({ at, json }) => (json && row[at] !== null ? JSON.stringify(row[at]) : row[at])));
  const statement = (count: number) => {
    const tuples = Array.from({ length: count }, (_, n) => `(${kept.map((_column, at) => `$${n * kept.length + at + 1}`).join(',')})`);
    return `INSERT INTO lead (${kept.map(({ name }) => name).join(', ')}) VALUES ${tuples.join(',')}`;
  };
  return {
    name: 'multi-row INSERT',
    before: () => database.truncate(...emptied),
    async run(): Promise<Run> {
      const from = performance.now();
      for (let at = 0; at < values.length; at += rowsOfAnInsert) {
        const some = values.slice(at, at + rowsOfAnInsert);
        await pool.query({ ...(some.length === rowsOfAnInsert && { name: `insert-${kept.length}` }), text: statement(some.length), values: some.flat() });
      }
      const seconds = (performance.now() - from) / 1000;
      return { items: values.length, seconds, outcome: { leads: (await countRows(database, 'lead')).lead! } };
    },
  };
}

function realFile(): Source {
  const mapping = importMappingSchema.parse(JSON.parse(readFileSync(join(root, 'deploy/mappings/education-leads.json'), 'utf8')));
  return { row: 'import, real', path: sample, mapping, rows: 9_240 };
}

/** Companies as a sales team gets them: one in twenty twice, one in seventy without what is needed. */
async function generatedFile(folder: string, rows: number): Promise<Source> {
  const random = randomOf('import');
  const lines = ['No,Company,City,Country,Contact,E-mail,Phone,Source,Campaign'];
  for (let n = 1; n <= rows; n += 1) {
    const again = n > 100 && random() < 0.05 ? Math.ceil(random() * (n - 1)) : n;
    const name = random() < 0.015 ? '' : `"Tai${again} Precision Tools Co., Ltd."`;
    lines.push(`${n},${name},Shanghai,China,Wei Wang,wei.wang@tai-${again}.example,+86 138 ${String(again).padStart(8, '0')},trade fair,Spring Fair 2026`);
  }
  const path = join(folder, `companies-${rows}.csv`);
  await writeFile(path, `${lines.join('\n')}\n`);
  const mapping = importMappingSchema.parse(JSON.parse(readFileSync(join(root, 'deploy/mappings/companies.json'), 'utf8')));
  return { row: 'import', path, mapping, rows };
}
