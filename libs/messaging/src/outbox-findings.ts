import type { Tx } from '@throughline/persistence/transaction';

/** Outbox rows that were committed more than a minute ago, by the wall clock, and are not published yet: the relay is late or dead. */
export async function unsentForAMinute(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM outbox
     WHERE seq > (SELECT low_water FROM relay_position) AND published_at IS NULL AND created_at < clock_timestamp() - interval '1 minute'`,
  );
  return row?.count ?? 0;
}
