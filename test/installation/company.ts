import { openPool } from '@throughline/services/leads/src/seed';
import type { PersonApi } from '@throughline/tools/throughline/demo/api';
import { gatherCast } from '@throughline/tools/throughline/demo/cast';
import type { Cast } from '@throughline/tools/throughline/demo/cast';
import { SandboxDays } from '@throughline/tools/throughline/demo/sandbox-days';
import { rowsIn } from './rows';

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
  return { cast, days: await SandboxDays.open(operator), poolId: openPool.id };
}

/** A lead of the seeded pool that nobody else of the specs has. */
export function captureLead(api: PersonApi, name: string): Promise<{ leadId: string }> {
  const unique = `${name} ${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
  return api.post('/v1/leads', { poolId: openPool.id, companyName: unique, email: `info@${unique.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.example` });
}

export function rowsOf<T extends object>(service: string, sql: string, values: unknown[] = []): Promise<T[]> {
  return rowsIn<T>(settings(), service, sql, values);
}
