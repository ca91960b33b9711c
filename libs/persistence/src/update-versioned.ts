import { concurrencyErrors } from '@throughline/errors/common-errors';
import { escapeIdentifier } from 'pg';

import type { Tx } from './transaction';

/**
 * `UPDATE … SET …, version = version + 1 WHERE id = … AND version = …`, the only way to change a loaded aggregate.
 * @param version the version that the caller has read
 * @param changes column names (snake_case, as in the table) and new values; plain objects and arrays are written as JSON
 * @returns the new version
 * @throws concurrency.version_mismatch (data.currentVersion: null when the row is gone)
 */
export async function updateVersioned(
  tx: Tx,
  table: string,
  id: string,
  version: number,
  changes: Record<string, unknown>,
): Promise<number> {
  const columns = Object.keys(changes);
  const assignments = columns.map((column, index) => `${escapeIdentifier(column)} = $${index + 3}, `).join('');
  const name = escapeIdentifier(table);
  const rows = await tx.query<{ version: number }>(
    `UPDATE ${name} SET ${assignments}version = version + 1 WHERE id = $1 AND version = $2 RETURNING version`,
    [id, version, ...columns.map((column) => asParameter(changes[column]))],
  );
  if (rows[0]) return Number(rows[0].version);
  const [current] = await tx.query<{ version: number }>(`SELECT version FROM ${name} WHERE id = $1`, [id]);
  throw concurrencyErrors.version_mismatch({
    detail: 'The record has changed since it was read.',
    data: { currentVersion: current ? Number(current.version) : null },
  });
}

function asParameter(value: unknown): unknown {
  const isJson = typeof value === 'object' && value !== null && !(value instanceof Date) && !Buffer.isBuffer(value);
  return isJson ? JSON.stringify(value) : value;
}
