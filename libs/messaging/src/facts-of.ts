import type { Tx } from '@throughline/persistence/transaction';

/** A record whose facts are asked for. */
export interface RecordAsked {
  /** As in the events: `opportunity`. */
  kind: string;
  id: string;
  /** Only what belongs to this deal, of a record that serves several. */
  deal?: string;
  /** Of facts that have this list of ids in their data, only those that name one of these. */
  naming?: { list: string; ids: string[] };
}

/** Something that happened, as it was told. */
export interface KeptFact {
  seq: string;
  id: string;
  /** `throughline.opportunity.won.v1` */
  type: string;
  kind: string;
  recordId: string;
  /** Business time. */
  at: Date;
  actorType: string | null;
  actorId: string | null;
  /** Null for whoever is no person, or whom no event of the directory has told of. */
  actorName: string | null;
  data: Record<string, unknown>;
}

/** Lines without a number among their record's facts are no facts: somebody read something. Each record is a walk along the index audit_subject. */
const factsSql = `
SELECT fact.*, person.name AS "actorName" FROM (
  SELECT a.seq, a.event_id AS id, a.type, a.aggregate_type AS kind, a.aggregate_id AS "recordId", a.at, a.actor_type AS "actorType", a.actor_id AS "actorId", a.data
  FROM json_to_recordset($1) AS asked(kind text, id text, deal text, list text, ids text[])
  CROSS JOIN LATERAL (
    SELECT * FROM audit
    WHERE aggregate_type = asked.kind AND aggregate_id = asked.id AND sequence > 0 AND ($2::bigint IS NULL OR seq < $2) AND (asked.deal IS NULL OR correlation_id = asked.deal)
      AND (asked.list IS NULL OR NOT data ? asked.list OR data -> asked.list ?| asked.ids)
    ORDER BY seq DESC LIMIT $3) AS a
  ORDER BY a.seq DESC LIMIT $3
) AS fact
LEFT JOIN known_person person ON person.id = CASE WHEN fact."actorId" ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN fact."actorId"::uuid END
ORDER BY fact.seq DESC`;

/**
 * What happened to these records, newest first, out of the service's own trail. It knows nothing of reach: ask only for records that the reader may see.
 * @param before only what was told before the fact with this number
 */
export function factsOf(tx: Tx, records: readonly RecordAsked[], before: string | undefined, limit: number): Promise<KeptFact[]> {
  const asked = records.map(({ kind, id, deal, naming }) => ({ kind, id, ...(deal && { deal }), ...naming }));
  return tx.query<KeptFact>(factsSql, [JSON.stringify(asked), before ?? null, limit]);
}
