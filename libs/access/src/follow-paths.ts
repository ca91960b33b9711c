import type { Tx } from '@throughline/persistence/transaction';

/** Rows in one statement: a unit may own more than a statement may take time for. */
const AT_ONCE = 5_000;

/**
 * Records follow their unit to its new place in the tree: everything of this service whose `org_path` is the old path gets the new one, for scopes go by
 * that column. Only whole paths: units below tell of their own. A path is never given twice, so to hear of it again, or late, does no harm. No version
 * changes with it: the fact is the unit's.
 */
export async function followPath(tx: Tx, from: string, to: string): Promise<void> {
  for (const table of await tablesWith(tx, 'org_path')) await inParts(tx, table, 'org_path = $1', [from, to]);
}

/**
 * What somebody owns follows him to another unit: everything of this service that has an `owner_id` and an `org_path`, whatever its state, so that those who lead
 * him now see it, and those who led him do not. To hear of it again does no harm. No version changes with it: the fact is the person's.
 */
export async function followOwner(tx: Tx, ownerId: string, to: string): Promise<void> {
  for (const table of await tablesWith(tx, 'org_path', 'owner_id')) await inParts(tx, table, 'owner_id = $1 AND org_path IS DISTINCT FROM $2', [ownerId, to]);
}

async function tablesWith(tx: Tx, ...columns: string[]): Promise<string[]> {
  const tables = await tx.query<{ name: string }>(
    `SELECT quote_ident(t.table_name) AS name FROM information_schema.tables t
     WHERE t.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND $1::text[] <@ ARRAY(
       SELECT c.column_name::text FROM information_schema.columns c WHERE c.table_schema = t.table_schema AND c.table_name = t.table_name
     ) ORDER BY 1`,
    [columns],
  );
  return tables.map(({ name }) => name);
}

/** @param params of the condition; $2 is the new path */
async function inParts(tx: Tx, table: string, condition: string, params: [string, string]): Promise<void> {
  for (let changed = AT_ONCE; changed === AT_ONCE; ) {
    const rows = await tx.query(`UPDATE ${table} SET org_path = $2 WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE ${condition} LIMIT ${AT_ONCE})) RETURNING 1`, params);
    changed = rows.length;
  }
}
