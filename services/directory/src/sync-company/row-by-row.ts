import { toProblem } from '@throughline/errors/problem';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import type { Tx } from '@throughline/persistence/transaction';
import type { z } from 'zod';
import { syncErrors } from './sync.errors';
import type { SyncedRow } from './sync-company.dto';

export type Outcome = Pick<SyncedRow, 'key' | 'outcome'>;

/** One row within the transaction of the whole file: what it refuses is taken back for this row alone, and told. */
export async function oneRow(tx: Tx, about: Pick<SyncedRow, 'file' | 'row' | 'key'>, work: () => Promise<Outcome>): Promise<SyncedRow> {
  await tx.query('SAVEPOINT one_row');
  try {
    const done = await work();
    await tx.query('RELEASE SAVEPOINT one_row');
    return { ...about, ...done };
  } catch (error) {
    const known = error instanceof ThroughlineError && error.spec.family === 'user';
    if (!known) throw error;
    await tx.query('ROLLBACK TO SAVEPOINT one_row');
    const { code, detail } = toProblem(error);
    return { ...about, outcome: 'faulty', code, why: detail };
  }
}

/** @throws directory_sync.row_is_wrong naming the first field that is */
export function checked<T>(schema: z.ZodType<T>, cells: unknown): T {
  const parsed = schema.safeParse(cells);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw syncErrors.row_is_wrong({ field: issue!.path.join('.'), detail: `${issue!.path.join('.')}: ${issue!.message}.` });
}

export const wrong = (field: string, detail: string): ThroughlineError => syncErrors.row_is_wrong({ field, detail: `${field}: ${detail}` });

/** Rows in an order in which what a row needs comes before it; those that need each other in a circle come last, as they are. */
export function inOrder<R>(rows: readonly R[], keyOf: (row: R) => string | undefined, needs: (row: R) => string | undefined): R[] {
  const ordered: R[] = [];
  let left = [...rows];
  for (;;) {
    const waiting = new Set(left.map(keyOf));
    const ready = left.filter((row) => needs(row) === undefined || !waiting.has(needs(row)) || needs(row) === keyOf(row));
    if (ready.length === 0) return [...ordered, ...left];
    ordered.push(...ready);
    left = left.filter((row) => !ready.includes(row));
  }
}
