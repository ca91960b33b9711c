import type { TestDatabase } from '@throughline/testing/test-database';
import { Pool } from 'pg';

/** Plain connections to the tables of a bench's database, for baselines and for looking. */
export function plainPool(database: TestDatabase, connections: number): Pool {
  return new Pool({ connectionString: database.ownerUrl, max: connections, options: `-c search_path=${database.settings.service}`, application_name: 'bench-plain' });
}

/** Rows in each of these tables. */
export async function countRows(database: TestDatabase, ...tables: string[]): Promise<Record<string, number>> {
  const columns = tables.map((table) => `(SELECT count(*)::int FROM ${table}) AS "${table}"`);
  const [counts] = await database.query(`SELECT ${columns.join(', ')}`);
  return counts;
}
