import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Principal } from '@throughline/access/principal';
import { ImportLeadsCommand } from '@throughline/services/leads/src/import-leads/import-leads.command';
import type { ImportMapping } from '@throughline/services/leads/src/import-leads/import-mapping';
import type { LeadsOnPostgres } from '@throughline/services/leads/src/leads.fixture';
import type { Side } from './bench';
import { countRows } from './database';

/** Tables that an import writes. */
export const emptied = ['lead', 'lead_key', 'lead_import', 'lead_import_row', 'duplicate_block', 'possible_duplicate', 'outbox', 'audit'];

export interface Source {
  row: string;
  path: string;
  mapping: ImportMapping;
  rows: number;
}

/** A file through the command. */
export function imports(service: LeadsOnPostgres, head: Principal, { path, mapping }: Source, before = () => service.database.truncate(...emptied)): Side {
  return {
    name: 'ImportLeadsCommand',
    before: async () => void (await before()),
    async run() {
      const there = await countRows(service.database, ...emptied);
      const from = performance.now();
      const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
      const importId = await service.get(ImportLeadsCommand).execute({ file: { path, name: 'leads.csv', sha256 }, mapping, dryRun: false }, head);
      const seconds = (performance.now() - from) / 1000;
      const [totals] = await service.database.query('SELECT created, merged, refused FROM lead_import WHERE id = $1', [importId]);
      const now = await countRows(service.database, ...emptied);
      const added = (table: string) => now[table]! - there[table]!;
      return { items: totals.created, seconds, outcome: { leads: added('lead'), ...totals, lead_import_row: added('lead_import_row'), events: added('outbox'), audit: added('audit') } };
    },
  };
}
