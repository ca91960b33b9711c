import { ThroughlineError } from '@throughline/errors/throughline-error';
import type { Tx } from '@throughline/persistence/transaction';
import { z } from 'zod';

/** Why one item of many was refused: what the single command would have answered. */
export const problemSchema = z.object({ code: z.string(), title: z.string(), detail: z.string().nullable(), data: z.unknown().optional() });
export type ItemProblem = z.infer<typeof problemSchema>;

/** What a refusal of one item says. */
export function problemOf({ code, spec: { title }, details: { detail, data } }: ThroughlineError): ItemProblem {
  return { code, title, detail: detail ?? null, ...(data !== undefined && { data }) };
}

/**
 * One item of many in one transaction: refused, it leaves nothing behind, its locks included, and the others go on. What is no refusal (a conflict, a
 * database that is gone) ends the whole, which then begins anew.
 */
export async function asItem<T>(tx: Tx, work: () => Promise<T>): Promise<{ done: T; problem: null } | { done: null; problem: ItemProblem }> {
  await tx.query('SAVEPOINT item');
  try {
    const done = await work();
    await tx.query('RELEASE SAVEPOINT item');
    return { done, problem: null };
  } catch (error) {
    if (!(error instanceof ThroughlineError) || error.spec.family !== 'user') throw error;
    await tx.query('ROLLBACK TO SAVEPOINT item');
    return { done: null, problem: problemOf(error) };
  }
}
