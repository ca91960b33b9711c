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
  /** What was done, by its name without version: `lead.claimed`. */
  what?: string;
  /** Not this kind of record. */
  without?: string;
}

const instant = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const columns = `seq, event_id AS "eventId", aggregate_type AS "aggregateType", aggregate_id AS "aggregateId", sequence, type, ${instant('at')} AS at,
  ${instant('recorded_at')} AS "recordedAt", actor_type AS "actorType", actor_id AS "actorId", correlation_id AS "correlationId", causation_id AS "causationId", data`;
/** Over `$1` to `$7`: parametersOf. */
const fits = `($1::timestamptz IS NULL OR at >= $1) AND ($2::timestamptz IS NULL OR at < $2) AND ($3::text IS NULL OR aggregate_type = $3)
  AND ($4::text IS NULL OR aggregate_id = $4) AND ($5::text IS NULL OR actor_id = $5) AND ($6::text IS NULL OR starts_with(type, 'throughline.' || $6 || '.v'))
  AND ($7::text IS NULL OR aggregate_type <> $7)`;
const parametersOf = ({ from, until, kind, record, person, what, without }: AuditFilter): unknown[] => [from, until, kind, record, person, what, without].map((one) => one ?? null);
const pageOf = 1_000;
const pageSql = `SELECT ${columns} FROM audit WHERE ${fits} AND seq > $8 ORDER BY seq LIMIT ${pageOf}`;

/** The next lines of the trail after a number, in order; empty when there are no more. */
export function auditPage(tx: Tx, after: string, filter: AuditFilter): Promise<AuditLine[]> {
  return tx.query<AuditLine>(pageSql, [...parametersOf(filter), after]);
}

/** A line for who looks at the trail. */
export interface ShownAuditLine extends AuditLine {
  /** Null for whoever is no person, or whom no event of the directory has told of. */
  actorName: string | null;
}

/** @param people table of the service that knows names by id */
const latestSql = (people: string): string => `
SELECT line.*, person.name AS "actorName" FROM (
  SELECT ${columns}, at AS instant FROM audit
  WHERE ${fits} AND ($8::timestamptz IS NULL OR (at, seq) < ($8, $9::bigint)) ORDER BY audit.at DESC, seq DESC LIMIT $10
) AS line
LEFT JOIN ${people} AS person ON person.id = CASE WHEN line."actorId" ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN line."actorId"::uuid END
ORDER BY line.instant DESC, line.seq DESC`;

/** The latest lines first. @param before instant and number of the line that they come before */
export async function latestLines(tx: Tx, people: string, before: readonly [at: string, seq: string] | undefined, filter: AuditFilter, limit: number): Promise<ShownAuditLine[]> {
  return tx.query<ShownAuditLine>(latestSql(people), [...parametersOf(filter), before?.[0] ?? null, before?.[1] ?? null, limit]);
}

/** The last seal: lines up to its number can be proven to be what was written. */
export interface LastSeal {
  no: string;
  /** Number of the last line under it. */
  upTo: string;
  sealedAt: Date;
  /** SHA-256, hex. */
  hash: string;
}

export async function lastSeal(tx: Tx): Promise<LastSeal | undefined> {
  const [seal] = await tx.query<LastSeal>(`SELECT no, seqs[cardinality(seqs)] AS "upTo", sealed_at AS "sealedAt", encode(hash, 'hex') AS hash FROM audit_seal ORDER BY no DESC LIMIT 1`);
  return seal;
}

/** Lines that were written more than five minutes ago, by the wall clock, and are under no seal: nobody seals, though that takes a moment. */
export async function unsealedForMinutes(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM audit
     WHERE seq > coalesce((SELECT seqs[cardinality(seqs)] FROM audit_seal ORDER BY no DESC LIMIT 1), 0) AND recorded_at < clock_timestamp() - interval '5 minutes'`,
  );
  return row?.count ?? 0;
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
