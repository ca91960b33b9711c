import type { Tx } from '@throughline/persistence/transaction';

import { deadlineSql } from './deadline-sql';

/** Deadlines of all books that were due more than a minute ago, by business time: a clock is late, or nobody works. */
export async function overdueForAMinute(tx: Tx): Promise<number> {
  const [late] = await tx.query<{ count: number }>(deadlineSql.overdue, [new Date(tx.now.getTime() - 60_000)]);
  return late?.count ?? 0;
}
