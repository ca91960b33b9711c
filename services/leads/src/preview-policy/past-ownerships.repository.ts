import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import type { Tx } from '@throughline/persistence/transaction';
import type { SentReminder } from '../lead/lead-moments';
import type { ActivityRow } from '../policy/facts-under';
import { previewScope } from '../read-scope';

/** Reasons with which the clock ends an ownership; all others are somebody's doing. */
export const clockEnds: readonly string[] = ['recycled'];

export interface PastRow {
  ownershipId: string;
  leadId: string;
  ownerId: string;
  startedAt: Date;
  endedAt: Date | null;
  endReason: string | null;
  capturedAt: Date;
  contractEndAt: Date | null;
  tags: string[];
  grade: string | null;
  businessType: string | null;
  source: string | null;
  product: string | null;
  /** What stops the clock now; of an ownership that is over it is not known. */
  exemptions: string[];
  extensions: { days: number; at: string; from: string }[];
  pauses: { from: string; to?: string }[];
}
export type PastStep = SentReminder & { leadId: string };

const CHUNK = 1_000;

/** Ownerships of a policy that fell into a period, with what was done in them and what was warned of. */
@Injectable()
export class PastOwnershipsRepository {
  /** In chunks, by ownership. */
  async *read(tx: Tx, policyId: string, from: Date, to: Date, by?: Principal): AsyncGenerator<PastRow[]> {
    const scope = by ? previewScope(by, { owner: 'o.owner_id', path: 'o.unit_path' }, 'l', 6) : { sql: 'true', params: [] };
    for (let after: string | null = null; ; ) {
      const rows: PastRow[] = await tx.query<PastRow>(
        `SELECT o.id AS "ownershipId", o.lead_id AS "leadId", o.owner_id AS "ownerId", o.started_at AS "startedAt", o.ended_at AS "endedAt",
           o.end_reason AS "endReason", l.captured_at AS "capturedAt", l.contract_end_at AS "contractEndAt", l.tags, l.grade, l.business_type AS "businessType",
           l.source, l.product, CASE WHEN o.ended_at IS NULL THEN l.exemptions ELSE '{}' END AS exemptions,
           CASE WHEN o.ended_at IS NULL THEN l.extensions ELSE '[]' END AS extensions, CASE WHEN o.ended_at IS NULL THEN l.pauses ELSE '[]' END AS pauses
         FROM ownership AS o JOIN lead AS l ON l.id = o.lead_id
         WHERE o.pool_id IN (SELECT id FROM pool WHERE policy_kind = 'lead' AND policy_id = $1) AND o.started_at < $3 AND (o.ended_at IS NULL OR o.ended_at >= $2)
           AND ($4::uuid IS NULL OR o.id > $4) AND ${scope.sql} ORDER BY o.id LIMIT $5`,
        [policyId, from, to, after, CHUNK, ...scope.params],
      );
      if (rows.length > 0) yield rows;
      if (rows.length < CHUNK) return;
      after = rows.at(-1)!.ownershipId;
    }
  }

  /** Earliest first. Index: activity_lead. */
  async activities(tx: Tx, rows: readonly PastRow[], to: Date): Promise<ActivityRow[]> {
    return tx.query<ActivityRow>(
      `SELECT a.lead_id AS "leadId", a.person_id AS "personId", a.kind, a.minutes, a.on_record AS on, a.occurred_at AS at
       FROM activity AS a WHERE a.lead_id = ANY($1::uuid[]) AND a.occurred_at <= $2 ORDER BY a.occurred_at, a.id`,
      [rows.map(({ leadId }) => leadId), to],
    );
  }

  /** Steps of the clock before an instant, as the audit trail tells them. Index: audit_subject. */
  async stepsBefore(tx: Tx, rows: readonly PastRow[], from: Date): Promise<PastStep[]> {
    return tx.query<PastStep>(
      `SELECT aggregate_id AS "leadId", data ->> 'step' AS step, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at FROM audit
       WHERE aggregate_type = 'lead' AND aggregate_id = ANY($1::text[]) AND data ? 'step' AND at < $2 ORDER BY seq`,
      [rows.filter(({ startedAt }) => startedAt < from).map(({ leadId }) => leadId), from],
    );
  }
}
