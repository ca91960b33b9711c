import type { Principal } from '@throughline/access/principal';
import { rowReach } from '@throughline/access/row-reach';
import { withContext } from '@throughline/observability/context';
import { Client, escapeIdentifier } from 'pg';

import type { TestDatabase } from './test-database';

/** Rows that a query without any condition shows in a reading transaction of this person. */
export async function shownOf(database: TestDatabase, table: string, by: Principal): Promise<number> {
  const principal = { personId: by.personId, authType: 'user' as const, reach: () => rowReach(by) };
  const [row] = await withContext({ principal }, () => database.transactions.read((tx) => tx.query<{ n: number }>(countOf(table))));
  return row!.n;
}

/** The same on a connection with the service's own login that has told nothing of who reads. */
export async function shownUntold(database: TestDatabase, table: string): Promise<number> {
  const client = new Client({ connectionString: database.url, options: `-c search_path=${database.settings.service}` });
  await client.connect();
  try {
    return (await client.query<{ n: number }>(countOf(table))).rows[0]!.n;
  } finally {
    await client.end();
  }
}

/** The platform's, in every service: who is away and in which group is weighed with whatever is read; answers that were given are found by his own key. */
const openEverywhere = ['idempotency', 'known_absence', 'known_group_member'];

/** Tables whose rows are somebody's, by their columns, that no wall stands before; but for those of the platform. */
export async function unwalled(database: TestDatabase): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    `SELECT DISTINCT t.relname AS name FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid
     WHERE t.relnamespace = $1::regnamespace AND t.relkind = 'r' AND a.attname IN ('owner_id', 'person_id') AND NOT t.relrowsecurity AND t.relname <> ALL ($2) ORDER BY 1`,
    [database.settings.service, openEverywhere],
  );
  return rows.map(({ name }) => name);
}

const countOf = (table: string) => `SELECT count(*)::int AS n FROM ${escapeIdentifier(table)}`;
