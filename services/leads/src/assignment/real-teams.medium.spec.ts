import type { Principal } from '@throughline/access/principal';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AssignLeadsCommand } from '../assign-leads/assign-leads.command';
import { ImportLeadsCommand } from '../import-leads/import-leads.command';
import { importMappingSchema } from '../import-leads/import-mapping';
import { day0, LeadsOnPostgres } from '../leads.fixture';
import { assignBy } from './assignment.fixture';

const folder = resolve(process.cwd(), '../shared/data');
const [teams, pipeline] = ['sales_teams.csv', 'sales_pipeline.csv'].map((name) => join(folder, name)) as [string, string];
const there = existsSync(teams) && existsSync(pipeline);
if (!there) console.warn(`Skipped: the public samples of sales teams and pipeline are not in ${folder}.`);

jest.setTimeout(180_000);

/** Rows of a file whose cells have no quotes, as objects. */
function rowsOf(path: string): Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, n) => [names[n]!, cell])));
}

interface Agent {
  name: string;
  office: string;
  person: Principal;
}
const spread = (counts: readonly number[]): number => Math.max(...counts) - Math.min(...counts);

(there ? describe : describe.skip)('8,800 real opportunities and 35 real agents', () => {
  let service: LeadsOnPostgres;
  let head: Principal;
  const agents: Agent[] = [];
  const offices = ['Central', 'East', 'West'];

  beforeAll(async () => {
    service = await LeadsOnPostgres.start({ now: day0 });
    head = await service.person('sales-head', '1.');
    for (const { sales_agent: name, regional_office: office } of rowsOf(teams)) {
      agents.push({ name: name!, office: office!, person: await service.person('sales-rep', `1.${offices.indexOf(office!) + 1}.`) });
    }
    await importPipeline();
  });
  afterAll(() => service.stop());

  /** As they came, each with the office of the agent who really had it. */
  async function importPipeline(): Promise<void> {
    const officeOf = new Map(agents.map(({ name, office }) => [name, office]));
    const lines = rowsOf(pipeline).map((row) => [row.opportunity_id, row.account, row.product, officeOf.get(row.sales_agent!)].join(','));
    const temporary = await mkdtemp(join(tmpdir(), 'pipeline-'));
    const path = join(temporary, 'pipeline.csv');
    await writeFile(path, ['opportunity,account,product,office', ...lines].join('\n'));
    const columns = { externalId: 'opportunity', displayName: { column: 'opportunity', prefix: 'Opportunity ' }, companyName: 'account', product: 'product' };
    const mapping = importMappingSchema.parse({ name: 'Pipeline', system: 'pipeline', columns, attributes: { office: 'office' } });
    await service.get(ImportLeadsCommand).execute({ file: { path, name: 'pipeline.csv', sha256: '0'.repeat(64) }, mapping, dryRun: false }, head);
    await rm(temporary, { recursive: true });
  }

  const assign = (count: number) => service.get(AssignLeadsCommand).execute({ poolId: service.poolId, strategy: 'policy', count }, head);
  async function shares(): Promise<Map<string, number>> {
    const rows = await service.database.query<{ owner: string; leads: number }>(`SELECT owner_id AS owner, count(*)::int AS leads FROM lead WHERE owner_id IS NOT NULL GROUP BY 1`);
    const counts = new Map(rows.map(({ owner, leads }) => [owner, leads]));
    return new Map(agents.map(({ name, person }) => [name, counts.get(person.personId) ?? 0]));
  }
  const give = async (name: string) => {
    for (let left = 8_800; left > 0; left -= 2_500) await assign(Math.min(left, 2_500));
    return print(name, await shares());
  };
  function print(name: string, counts: Map<string, number>): Map<string, number> {
    const byOffice = offices.map((office) => {
      const own = agents.filter((agent) => agent.office === office).map((agent) => counts.get(agent.name)!);
      return `${office}: ${own.length} agents, ${own.reduce((sum, n) => sum + n, 0)} leads, ${Math.min(...own)} to ${Math.max(...own)} each`;
    });
    const all = [...counts.values()];
    console.info([`${name}: ${all.reduce((sum, n) => sum + n, 0)} leads, ${all.length} agents, ${Math.min(...all)} to ${Math.max(...all)} each`, ...byOffice].join('\n  '));
    return counts;
  }
  const backToPool = async () => {
    await service.database.truncate('ownership', 'deadline', 'outbox', 'audit');
    await service.database.query(`UPDATE lead SET status = 'available', owner_id = NULL, protected_until = NULL, exemption = NULL, claimed_at = NULL`);
  };

  it('are taken in, every one', async () => {
    const [row] = await service.database.query('SELECT count(*)::int AS leads, count(DISTINCT attributes ->> $1)::int AS offices FROM lead', ['office']);
    expect(row).toEqual({ leads: 8_800, offices: 3 });
    expect(agents).toHaveLength(35);
  });

  it('go in turn to everybody, to within one', async () => {
    await assignBy(service, head, { rules: [{ key: 'turns', strategy: { kind: 'round-robin', among: {} } }] });
    const counts = [...(await give('In turn')).values()];
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(8_800);
    expect(spread(counts)).toBe(1);
    await backToPool();
  });

  it('go to the agents of their regional office, to within one in each', async () => {
    const regions = offices.map((office, n) => ({ key: office, in: { attributes: { office: [office] } }, among: { unit: `1.${n + 1}.` } }));
    await assignBy(service, head, { rules: [{ key: 'offices', strategy: { kind: 'by-region', regions } }] });
    const counts = await give('By regional office');
    const leadsOf = new Map((await service.database.query<{ office: string; n: number }>(`SELECT attributes ->> 'office' AS office, count(*)::int AS n FROM lead GROUP BY 1`)).map(({ office, n }) => [office, n]));
    for (const office of offices) {
      const own = agents.filter((agent) => agent.office === office).map(({ name }) => counts.get(name)!);
      expect(own.reduce((sum, n) => sum + n, 0)).toBe(leadsOf.get(office));
      expect(spread(own)).toBeLessThanOrEqual(1);
    }
  });
});
