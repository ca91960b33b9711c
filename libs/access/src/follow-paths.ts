import type { Tx } from '@throughline/persistence/transaction';

/** Rows in one statement: a unit may own more than a statement may take time for. */
const AT_ONCE = 5_000;

/**
 * Records follow their unit to its new place in the tree: everything of this service whose `org_path` is the old path gets the new one, for scopes go by
 * that column. Only whole paths: units below tell of their own. A path is never given twice, so to hear of it again, or late, does no harm. No version
 * changes with it: the fact is the unit's.
 */
export async function followPath(tx: Tx, from: string, to: string): Promise<void> {
  const tables = await tx.query<{ name: string }>(
    `SELECT quote_ident(c.table_name) AS name FROM information_schema.columns c
     JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE'
     WHERE c.table_schema = current_schema() AND c.column_name = 'org_path' ORDER BY 1`,
  );
  for (const { name } of tables) {
    for (let changed = AT_ONCE; changed === AT_ONCE; ) {
      const rows = await tx.query(
        `UPDATE ${name} SET org_path = $2 WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${name} WHERE org_path = $1 LIMIT ${AT_ONCE})) RETURNING 1`,
        [from, to],
      );
      changed = rows.length;
    }
  }
}
