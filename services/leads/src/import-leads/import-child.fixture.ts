import type { Principal } from '@throughline/access/principal';
import { LeadsOnPostgres } from '../leads.fixture';
import { ImportLeadsCommand } from './import-leads.command';
import type { ImportFile } from '../import-file/open-file';
import { importMappingSchema } from './import-mapping';

export interface ImportInChild {
  whereabouts: LeadsOnPostgres['whereabouts'];
  file: ImportFile;
  mapping: object;
  by: Principal;
}

/** One import in a process of its own, so that a test can kill it. */
export async function importInChild({ whereabouts, file, mapping, by }: ImportInChild): Promise<void> {
  const service = await LeadsOnPostgres.attach(whereabouts);
  await service.get(ImportLeadsCommand).execute({ file, mapping: importMappingSchema.parse(mapping), dryRun: false }, by);
  process.exit(0);
}
