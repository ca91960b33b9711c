import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { company } from '../installation/company';
import type { Company } from '../installation/company';

const file = resolve(process.cwd(), '../shared/data/leads.csv');
const there = existsSync(file);
if (!there) console.warn(`Skipped: the public sample of leads is not at ${file}.`);

interface Report {
  status: string;
  totals: { rowsRead: number; created: number; merged: number; refused: number };
  refusals: { code: string; rows: number }[];
}

(there ? describe : describe.skip)('9,240 real leads', () => {
  let firm: Company;

  beforeAll(async () => {
    firm = await company();
  }, 60_000);

  const imports = () => {
    const form = new FormData();
    form.set('mapping', readFileSync(resolve(process.cwd(), 'deploy/mappings/education-leads.json'), 'utf8'));
    form.set('poolId', firm.poolId);
    form.set('file', new Blob([new Uint8Array(readFileSync(file))]), 'leads.csv');
    return form;
  };

  it('takes every row: created, merged, or refused with a reason; a second time it creates none', async () => {
    const head = firm.cast.as(firm.cast.one('sales-head'));
    const first = await head.upload<Report>('/v1/lead-imports', imports);
    const { rowsRead, created, merged, refused } = first.totals;
    expect(first.status).toBe('completed');
    expect(rowsRead).toBe(9_240);
    expect(created + merged + refused).toBe(rowsRead);
    expect(created).toBeGreaterThan(9_000);
    expect(first.refusals.reduce((sum, { rows }) => sum + rows, 0)).toBe(refused);

    const second = await head.upload<Report>('/v1/lead-imports', imports);
    expect(second.totals).toEqual({ rowsRead: 9_240, created: 0, merged: created + merged, refused });
  }, 180_000);
});
