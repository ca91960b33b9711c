import type { Tx } from '@throughline/persistence/transaction';

/** $1: a key, for that calendar alone; null: the company's, which is that of the unit at the top, else the first by key; never that of a shift. */
export const calendarSql = `
  SELECT id, version, calendar FROM known_calendar WHERE id = $1 OR ($1::text IS NULL AND NOT shifts)
  ORDER BY id = (SELECT calendar_key FROM known_unit WHERE parent_id IS NULL AND NOT closed ORDER BY path LIMIT 1) DESC NULLS LAST, id LIMIT 1`;

/** Calendars and units are told of side by side: one after the other, so that of two changes none is seen by nobody. */
export async function oneCalendarAfterTheOther(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('company-calendar:' || current_schema(), 0))`);
}

/** Says of the company's calendar which one it is, and its version; undefined while none has arrived. */
export async function companyCalendarNow(tx: Tx): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string; version: string }>(calendarSql, [null]);
  return row && `${row.id} ${row.version}`;
}
