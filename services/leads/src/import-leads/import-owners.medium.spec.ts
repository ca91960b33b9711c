import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Principal } from '@throughline/access/principal';
import { ImportViews } from '../import-views/import.views';
import { LeadViews } from '../lead-views/lead.views';
import { day0, LeadsOnPostgres } from '../leads.fixture';
import { ImportLeadsCommand } from './import-leads.command';
import { importMappingSchema } from './import-mapping';

// Two cores may be shared with other suites.
jest.setTimeout(60_000);

const columns = { companyName: 'Company', email: 'Mail', owner: 'Owner' };
let service: LeadsOnPostgres;
let head: Principal;
let manager: Principal;
let rita: Principal;
let folder: string;

beforeEach(async () => {
  service = await LeadsOnPostgres.start({ now: day0 });
  head = await service.person('sales-head', '1.');
  manager = await service.person('sales-manager', '1.2.');
  rita = await service.person('sales-rep', '1.1.1.');
  await service.database.query(`UPDATE known_person SET name = 'Rita Rep' WHERE id = $1`, [rita.personId]);
  folder = await mkdtemp(join(tmpdir(), 'import-owners-'));
});
afterEach(async () => {
  await service.stop();
  await rm(folder, { recursive: true, force: true });
});

async function run(lines: string[], by = head, more: object = {}) {
  const path = join(folder, 'file');
  const content = ['Company,Mail,Owner', ...lines].join('\n');
  await writeFile(path, content);
  const mapping = importMappingSchema.parse({ name: 'Owned', system: 'crm', columns, ...more });
  const importId = await service.get(ImportLeadsCommand).execute({ file: { path, name: 'f', sha256: createHash('sha256').update(content).digest('hex') }, mapping, dryRun: false }, by);
  return (await service.get(ImportViews).rows(importId, { limit: 100 }, by)).items;
}

describe('leads that a file brings with their owners', () => {
  it('are his as if assigned: one owner, one deadline, one fact each', async () => {
    const rows = await run(['Mills,a@mills.example,rita REP', `Hoists,b@hoists.example,${rita.personId}`, 'Cranes,c@cranes.example,']);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'created']);
    const owned = await service.database.query('SELECT display_name, status, owner_id, version FROM lead ORDER BY display_name');
    expect(owned).toEqual([
      { display_name: 'Cranes', status: 'available', owner_id: null, version: 1 },
      { display_name: 'Hoists', status: 'owned', owner_id: rita.personId, version: 2 },
      { display_name: 'Mills', status: 'owned', owner_id: rita.personId, version: 2 },
    ]);
    const card = await service.get(LeadViews).detail(rows[0]!.leadId!, rita);
    expect(card).toMatchObject({ channel: 'import', owners: [{ ownerId: rita.personId, until: null }], due: { at: '2026-04-04T10:00:00.000Z' } });
    expect(await service.database.query('SELECT count(*)::int AS lines FROM deadline')).toEqual([{ lines: 2 }]);
    expect((await service.database.facts()).filter((fact) => fact === 'lead.assigned')).toHaveLength(2);
  });

  it('stay whose they are when they come again with another owner', async () => {
    await run(['Mills,a@mills.example,Rita Rep']);
    const bo = await service.person('sales-rep');
    expect(await run([`Mills,a@mills.example,${bo.personId}`])).toMatchObject([{ outcome: 'merged', matchedBy: 'email' }]);
    expect(await service.database.query('SELECT owner_id FROM lead')).toEqual([{ owner_id: rita.personId }]);
  });

  it('are refused where the owner is unknown, is not the only one of his name, sells nothing, or is out of reach', async () => {
    const other = await service.person('sales-rep');
    await service.database.query(`UPDATE known_person SET name = 'Two Names' WHERE id = ANY ($1)`, [[other.personId, (await service.person('sales-rep')).personId]]);
    const clerk = await service.person('finance', '1.');
    const gone = await service.person('sales-rep');
    await service.database.query('UPDATE known_person SET active = false WHERE id = $1', [gone.personId]);
    const lines = ['A,a@a.example,Nobody', 'B,b@b.example,Two Names', `C,c@c.example,${clerk.personId}`, `D,d@d.example,${gone.personId}`, 'E,e@e.example,Rita Rep'];
    const refused = (rows: Awaited<ReturnType<typeof run>>) => rows.map(({ code, field }) => [code, field]);
    expect(refused(await run(lines))).toEqual([
      ['import.owner_unknown', 'owner'],
      ['import.owner_ambiguous', 'owner'],
      ['import.owner_not_assignable', 'owner'],
      ['import.owner_unknown', 'owner'],
      [null, null],
    ]);
    // A manager gives leads to his own people only.
    expect(refused(await run(['F,f@f.example,Rita Rep'], manager))).toEqual([['import.owner_not_assignable', 'owner']]);
    expect(await service.database.query('SELECT display_name FROM lead')).toEqual([{ display_name: 'E' }]);
  });

  it('are taken without an owner where the mapping says so, and with the one that it names for the name in the file', async () => {
    const owner = { column: 'Owner', invalid: 'drop', values: { 'R. R.': rita.personId } };
    const rows = await run(['A,a@a.example,Nobody', 'B,b@b.example,R. R.'], head, { columns: { ...columns, owner }, channel: 'event' });
    expect(rows.map(({ outcome }) => outcome)).toEqual(['created', 'created']);
    expect(await service.database.query('SELECT display_name, owner_id, channel, business_type FROM lead ORDER BY display_name')).toEqual([
      { display_name: 'A', owner_id: null, channel: 'event', business_type: 'events' },
      { display_name: 'B', owner_id: rita.personId, channel: 'event', business_type: 'events' },
    ]);
  });
});
