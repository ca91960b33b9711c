import { Client } from 'pg';

/**
 * Reads the truth itself, as the role of a service; its name is also the schema.
 * @param settings those that the installation runs with
 */
export async function rowsIn<T extends object>(settings: Readonly<Record<string, string>>, service: string, sql: string, values: unknown[] = []): Promise<T[]> {
  const client = new Client({ connectionString: settings[`DATABASE_URL_${service.toUpperCase()}`], options: `-c search_path=${service}` });
  await client.connect();
  try {
    return (await client.query<T>(sql, values)).rows;
  } finally {
    await client.end();
  }
}
