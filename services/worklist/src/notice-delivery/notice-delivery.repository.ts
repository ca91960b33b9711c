import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { NoticeChoices } from '../notice-choices/notice-choices';
import type { Channel, Plan } from './delivery-time';
import type { Told } from './message';

/** Attempts, after which a delivery is dead; the pause after the first is 15 seconds, and twice as long each time. */
export const mostAttempts = 8;
/** Longer than any attempt takes. Then the process that made it counts as gone, and the attempt as failed. */
const lease = `interval '60 seconds'`;

export interface Unplanned {
  id: string;
  personId: string;
  kind: Told['kind'];
  madeAt: Date;
  zone: string;
  email: string | null;
  active: boolean;
  choices: Partial<NoticeChoices> | null;
}

/** What one attempt sends: one notice, or those of a digest. */
export interface Leased {
  channel: Channel;
  personId: string;
  attempts: number;
  notices: Told[];
  email: string | null;
  active: boolean;
  choices: Partial<NoticeChoices> | null;
  sealedSecret: string | null;
}

const person = `coalesce(p.document ->> 'zone', 'UTC') AS zone, p.document ->> 'email' AS email, coalesce(p.active, false) AS active, c.document AS choices`;
const free = `d.state = 'waiting' AND d.due_at <= $1 AND (d.retry_at IS NULL OR d.retry_at <= clock_timestamp()) AND (d.leased_until IS NULL OR d.leased_until <= clock_timestamp())`;

@Injectable()
export class NoticeDeliveryRepository {
  /** Notices of which nobody has said yet how they go, locked; what another instance looks at is passed over. */
  async lockUnplanned(tx: Tx, limit: number): Promise<Unplanned[]> {
    return tx.query<Unplanned>(
      `SELECT n.id, n.person_id AS "personId", n.kind, n.made_at AS "madeAt", ${person}
       FROM notice n LEFT JOIN known_person p ON p.id = n.person_id LEFT JOIN notice_choice c ON c.person_id = n.person_id
       WHERE NOT n.planned ORDER BY n.made_at LIMIT $1 FOR UPDATE OF n SKIP LOCKED`,
      [limit],
    );
  }

  async plan(tx: Tx, notice: Unplanned, plans: { channel: Channel; plan: Plan }[]): Promise<void> {
    await tx.query(
      `INSERT INTO notice_delivery (notice_id, channel, person_id, digest, due_at)
       SELECT $1, channel, $2, digest, due_at FROM json_to_recordset($3::json) AS x(channel text, digest text, due_at timestamptz) ON CONFLICT DO NOTHING`,
      [notice.id, notice.personId, JSON.stringify(plans.map(({ channel, plan }) => ({ channel, digest: plan.digest, due_at: plan.dueAt })))],
    );
    await tx.query('UPDATE notice SET planned = true WHERE id = $1', [notice.id]);
  }

  /** Takes what is due first, with what goes together with it; nobody else attempts it while the lease lasts. */
  async lease(tx: Tx): Promise<Leased | undefined> {
    const taken = await tx.query<{ noticeId: string; channel: Channel; personId: string; attempts: number }>(
      `WITH first AS (SELECT notice_id, channel, person_id, digest FROM notice_delivery d WHERE ${free} ORDER BY d.due_at LIMIT 1 FOR UPDATE SKIP LOCKED),
       together AS (SELECT d.notice_id, d.channel FROM notice_delivery d JOIN first f ON d.person_id = f.person_id AND d.channel = f.channel
         AND (d.notice_id = f.notice_id OR d.digest = f.digest) WHERE ${free} ORDER BY d.due_at LIMIT 100 FOR UPDATE OF d SKIP LOCKED)
       UPDATE notice_delivery d SET attempts = d.attempts + 1, leased_until = clock_timestamp() + ${lease}
       FROM together t WHERE d.notice_id = t.notice_id AND d.channel = t.channel
       RETURNING d.notice_id AS "noticeId", d.channel, d.person_id AS "personId", d.attempts`,
      [tx.now],
    );
    const one = taken[0];
    if (!one) return undefined;
    const notices = await tx.query<Told>(
      `SELECT id, kind, type, task_id AS "taskId", approval_id AS "approvalId", ask, said, to_char(made_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
       FROM notice WHERE id = ANY ($1::uuid[]) ORDER BY made_at, id`,
      [taken.map(({ noticeId }) => noticeId)],
    );
    const [whom] = await tx.query<Pick<Leased, 'email' | 'active' | 'choices' | 'sealedSecret'>>(
      `SELECT ${person}, c.sealed_secret AS "sealedSecret" FROM (SELECT $1::uuid AS id) x LEFT JOIN known_person p ON p.id = x.id LEFT JOIN notice_choice c ON c.person_id = x.id`,
      [one.personId],
    );
    return { ...whom!, channel: one.channel, personId: one.personId, attempts: Math.max(...taken.map(({ attempts }) => attempts)), notices };
  }

  async sent(tx: Tx, { notices, channel }: Leased): Promise<void> {
    await tx.query(
      `UPDATE notice_delivery SET state = 'sent', sent_at = $3, leased_until = NULL, error = NULL WHERE notice_id = ANY ($1::uuid[]) AND channel = $2 AND state = 'waiting'`,
      [notices.map(({ id }) => id), channel, tx.now],
    );
  }

  /** Tried again later, each time twice as late, an hour at most; dead after so many attempts, or when it is of no use. */
  async failed(tx: Tx, { notices, channel }: Leased, error: string, final: boolean): Promise<void> {
    await tx.query(
      `UPDATE notice_delivery SET error = $3, leased_until = NULL, state = CASE WHEN $4 OR attempts >= ${mostAttempts} THEN 'dead' ELSE 'waiting' END,
         retry_at = clock_timestamp() + least(interval '1 hour', interval '15 seconds' * 2 ^ (attempts - 1))
       WHERE notice_id = ANY ($1::uuid[]) AND channel = $2 AND state = 'waiting'`,
      [notices.map(({ id }) => id), channel, error.slice(0, 300), final],
    );
  }
}
