import { currentContext } from '@throughline/observability/context';
import type { Tx } from '@throughline/persistence/transaction';
import { v7 as uuidv7 } from 'uuid';

/** A row of the trail as it is handed out. Instants are ISO 8601 in UTC with microseconds. */
export interface AuditLine {
  seq: string;
  eventId: string;
  aggregateType: string;
  aggregateId: string;
  sequence: string;
  type: string;
  /** Business time. */
  at: string;
  /** Time of the database's clock. */
  recordedAt: string;
  actorType: string | null;
  actorId: string | null;
  correlationId: string | null;
  causationId: string | null;
  data: unknown;
}

export interface AuditFilter {
  /** From this instant on, by business time. */
  from?: Date;
  /** Before this instant, by business time. */
  until?: Date;
  /** Kind of record: `lead`. */
  kind?: string;
  /** Id of one record. */
  record?: string;
  /** Id of the person who acted. */
  person?: string;
}

const instant = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const pageOf = 1_000;
const pageSql = `
SELECT seq, event_id AS "eventId", aggregate_type AS "aggregateType", aggregate_id AS "aggregateId", sequence, type, ${instant('at')} AS at,
  ${instant('recorded_at')} AS "recordedAt", actor_type AS "actorType", actor_id AS "actorId", correlation_id AS "correlationId", causation_id AS "causationId", data
FROM audit
WHERE seq > $1 AND ($2::timestamptz IS NULL OR at >= $2) AND ($3::timestamptz IS NULL OR at < $3) AND ($4::text IS NULL OR aggregate_type = $4)
  AND ($5::text IS NULL OR aggregate_id = $5) AND ($6::text IS NULL OR actor_id = $6)
ORDER BY seq LIMIT ${pageOf}`;

/** The next lines of the trail after a number, in order; empty when there are no more. */
export function auditPage(tx: Tx, after: string, { from, until, kind, record, person }: AuditFilter): Promise<AuditLine[]> {
  return tx.query<AuditLine>(pageSql, [after, from ?? null, until ?? null, kind ?? null, record ?? null, person ?? null]);
}

/**
 * Somebody took data away in a file, or saw what is hidden from others. No fact of the business, so it has a line here and no event. Written before anything
 * is handed out: without the line he gets nothing. Who it was, the context says.
 */
export async function recordReading(tx: Tx, reading: { kind: string; id: string; what: 'exported' | 'revealed'; data: object }): Promise<void> {
  const { principal, correlationId } = currentContext();
  await tx.query(
    `INSERT INTO audit (event_id, aggregate_type, aggregate_id, sequence, type, at, actor_type, actor_id, correlation_id, data)
     SELECT $1, $2, $3, 0, $4, $5, $6, $7, $8, $9 WHERE pg_current_xact_id() IS NOT NULL`,
    [
      uuidv7(), reading.kind, reading.id, `throughline.${reading.kind}.${reading.what}.v1`, tx.now,
      principal?.authType ?? null, principal?.personId ?? null, correlationId ?? null, JSON.stringify(reading.data),
    ],
  );
}

/** The trail was handed out: that is no fact of the business, so it has a line here and no event. Its record is the trail itself. */
export async function recordExport(tx: Tx, by: string, data: { filter: object; lines: number }): Promise<void> {
  await tx.query(
    `INSERT INTO audit (event_id, aggregate_type, aggregate_id, sequence, type, at, actor_type, actor_id, data)
     SELECT $1, 'audit', current_schema(), 0, 'throughline.audit.exported.v1', $2, 'operator', $3, $4 WHERE pg_current_xact_id() IS NOT NULL`,
    [uuidv7(), tx.now, by, JSON.stringify(data)],
  );
}
