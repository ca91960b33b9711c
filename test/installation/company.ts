import { Client } from 'pg';
import type { PersonApi } from '@throughline/tools/throughline/demo/api';
import { gatherCast } from '@throughline/tools/throughline/demo/cast';
import type { Cast } from '@throughline/tools/throughline/demo/cast';
import { SandboxDays } from '@throughline/tools/throughline/demo/sandbox-days';

const required = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing: these specs run through \`npm test\`, which starts an installation for them.`);
  return value;
};

/** The one origin of the installation that runs for the specs. */
export const gateway = (): string => required('THROUGHLINE_TEST_GATEWAY');
/** What the installation runs with. */
export const settings = (): Record<string, string> => JSON.parse(required('THROUGHLINE_TEST_SETTINGS')) as Record<string, string>;

/** The seeded company: its people, their time and their pool. */
export interface Company {
  cast: Cast;
  days: SandboxDays;
  poolId: string;
}

export async function company(): Promise<Company> {
  const cast = await gatherCast(gateway());
  const operator = cast.as(cast.one('operator'));
  const { items } = await operator.get<{ items: { poolId: string }[] }>('/v1/pools');
  const [pool] = items;
  if (!pool) throw new Error('The seeded company has no pool.');
  return { cast, days: await SandboxDays.open(operator), poolId: pool.poolId };
}

/** A lead that nobody else of the specs has. */
export function captureLead(api: PersonApi, name: string): Promise<{ leadId: string }> {
  const unique = `${name} ${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
  return api.post('/v1/leads', { companyName: unique, email: `info@${unique.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.example` });
}

/** Reads the truth itself; `service` is also the schema. */
export async function rowsOf<T extends object>(service: string, sql: string, values: unknown[] = []): Promise<T[]> {
  const client = new Client({ connectionString: settings()[`DATABASE_URL_${service.toUpperCase()}`], options: `-c search_path=${service}` });
  await client.connect();
  try {
    return (await client.query<T>(sql, values)).rows;
  } finally {
    await client.end();
  }
}
