import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Principal } from '@throughline/access/principal';
import { DuplicateViews } from '../duplicate-views/duplicate.views';
import { ImportHoldsRepository } from '../import-leads/import-holds.repository';
import { ImportLeadsCommand } from '../import-leads/import-leads.command';
import { importMappingSchema } from '../import-leads/import-mapping';
import { ImportViews } from '../import-views/import.views';
import { LeadsReconciliation } from '../leads.reconciliation';
import { LeadsOnPostgres } from '../leads.fixture';
import { DuplicateUpkeep } from './duplicate-upkeep';
import { LookBeside } from './look-beside';
import { ScreenUnfinishedImports } from './screen-unfinished-imports';

jest.setTimeout(120_000);

let service: LeadsOnPostgres;
let head: Principal;
let folder: string;
beforeEach(async () => {
  service = await LeadsOnPostgres.start();
  head = await service.person('sales-head', '1.');
  folder = await mkdtemp(join(tmpdir(), 'screening-'));
});
afterEach(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
  await service.stop();
});

const pairs = async (importId: string) => (await service.get(DuplicateViews).list({ limit: 200, status: 'open', importId }, head)).items.length;

/** 2,400 rows, every hundredth the company before it under another spelling; from the second look on the process is as good as dead. */
async function crashed(): Promise<string> {
  const rows = Array.from({ length: 2_400 }, (_, n) => (n % 100 === 99 ? `UNLIKE ${n - 1} MARDEN LIMITED` : `Unlike ${n} Marden Ltd`));
  const content = ['Company', ...rows].join('\n');
  const path = join(folder, 'leads.csv');
  await writeFile(path, content);
  const mapping = importMappingSchema.parse({ name: 'c', system: 's', columns: { companyName: 'Company' } });
  const file = { path, name: 'leads.csv', sha256: createHash('sha256').update(content).digest('hex') };
  const beside = service.get(LookBeside);
  const look = beside.known.bind(beside);
  let batches = 0;
  jest.spyOn(beside, 'known').mockImplementation((...given) => ((batches += 1) >= 2 ? Promise.reject(new Error('killed')) : look(...given)));
  jest.spyOn(beside, 'execute').mockImplementation(() => Promise.reject(new Error('killed')));
  await expect(service.get(ImportLeadsCommand).execute({ file, mapping, dryRun: false }, head)).rejects.toThrow('killed');
  jest.restoreAllMocks();
  const [{ id }] = await service.database.query('SELECT id FROM lead_import');
  return id as string;
}

it('an import that died while its rows were looked at is looked at to its end, and completed, without its file', async () => {
  const importId = await crashed();
  await rm(folder, { recursive: true });
  expect(await service.get(ImportViews).report(importId, head)).toMatchObject({ status: 'running', totals: { rowsRead: 2_400, created: 2_400 } });
  const found = await pairs(importId);
  expect(found).toBeLessThan(24);
  expect(found).toBeGreaterThan(0);
  const [one, other] = await Promise.all([service.get(ScreenUnfinishedImports).execute(), service.get(ScreenUnfinishedImports).execute()]);
  expect(one + other).toBeGreaterThanOrEqual(1);
  expect(await pairs(importId)).toBe(24);
  expect(await service.get(ImportViews).report(importId, head)).toMatchObject({ status: 'completed' });
  expect(await service.get(ScreenUnfinishedImports).execute()).toBe(0);
});

it('what a living process is writing is left alone; the reconciler takes up the rest', async () => {
  const importId = await crashed();
  const holds = service.get(ImportHoldsRepository);
  const beside = await service.beside();
  await beside.get(ImportHoldsRepository).take(importId);
  expect(await service.get(ScreenUnfinishedImports).execute()).toBe(0);
  await beside.get(ImportHoldsRepository).release(importId);
  await beside.stop();
  // Rows of a file of which some have still to be sent are looked at too; completed it is not.
  await service.database.query('UPDATE lead_import SET written_at = NULL');
  await service.get(LeadsReconciliation).reconcileFindings();
  await service.get(DuplicateUpkeep).idle();
  expect(await pairs(importId)).toBe(24);
  expect(await service.get(ImportViews).report(importId, head)).toMatchObject({ status: 'running' });
  expect(await holds.take(importId)).toBe(true);
  await holds.release(importId);
});
