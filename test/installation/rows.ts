import { asWorkRole } from '@throughline/persistence/row-reach';
import { Client } from 'pg';

/**
 * Reads the truth itself, in the role of a service's own work: no row security stands before it. The service's name is also the schema.
 * @param settings those that the installation runs with
 */
export async function rowsIn<T extends object>(settings: Readonly<Record<string, string>>, service: string, sql: string, values: unknown[] = []): Promise<T[]> {
  const url = settings[`DATABASE_URL_${service.toUpperCase()}`]!;
  const client = new Client({ connectionString: url, options: `-c search_path=${service} ${asWorkRole(url)}` });
  await client.connect();
  try {
    return (await client.query<T>(sql, values)).rows;
  } finally {
    await client.end();
  }
}
