import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { changedColumns, type Changed } from '../dead-notices/dead-notice.repository';
import type { NoticeChoices } from '../notice-choices/notice-choices';
import type { Channel, Plan } from './delivery-time';
import type { Told } from './message';
import type { PushTarget } from './push-call';

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
  /** Ids of his browsers. */
  devices: string[];
}

/** How one notice goes by one channel, to one of his browsers where it is push. */
export interface Planned {
  channel: Channel;
  deviceId: string | null;
  plan: Plan;
}

/** What one attempt sends: one notice, or those of a digest. */
export interface Leased {
  /** Of its deliveries. */
  ids: string[];
  channel: Channel;
  personId: string;
  attempts: number;
  /** Where it goes, with its port; null: the mail server. */
  host: string | null;
  device: (PushTarget & { id: string; serverKey: string }) | null;
  notices: Told[];
  email: string | null;
  active: boolean;
  choices: Partial<NoticeChoices> | null;
  sealedSecret: string | null;
}

const person = `coalesce(p.document ->> 'zone', 'UTC') AS zone, p.document ->> 'email' AS email, coalesce(p.active, false) AS active, c.document AS choices`;
/** $1: business time. */
const free = `d.state = 'waiting' AND d.due_at <= $1 AND (d.retry_at IS NULL OR d.retry_at <= clock_timestamp()) AND (d.leased_until IS NULL OR d.leased_until <= clock_timestamp())`;

@Injectable()
export class NoticeDeliveryRepository {
  /** Notices of which nobody has said yet how they go, locked; what another instance looks at is passed over. */
  async lockUnplanned(tx: Tx, limit: number): Promise<Unplanned[]> {
    return tx.query<Unplanned>(
      `SELECT n.id, n.person_id AS "personId", n.kind, n.made_at AS "madeAt", ${person}, ARRAY(SELECT v.id FROM push_device v WHERE v.person_id = n.person_id) AS devices
       FROM notice n LEFT JOIN known_person p ON p.id = n.person_id LEFT JOIN notice_choice c ON c.person_id = n.person_id
       WHERE NOT n.planned ORDER BY n.made_at LIMIT $1 FOR UPDATE OF n SKIP LOCKED`,
      [limit],
    );
  }

  async plan(tx: Tx, notice: Unplanned, plans: Planned[]): Promise<void> {
    await tx.query(
      `INSERT INTO notice_delivery (notice_id, channel, device_id, person_id, digest, due_at)
       SELECT $1, channel, device_id, $2, digest, due_at FROM json_to_recordset($3::json) AS x(channel text, device_id uuid, digest text, due_at timestamptz) ON CONFLICT DO NOTHING`,
      [notice.id, notice.personId, JSON.stringify(plans.map(({ channel, deviceId, plan }) => ({ channel, device_id: deviceId, digest: plan.digest, due_at: plan.dueAt })))],
    );
    await tx.query('UPDATE notice SET planned = true WHERE id = $1', [notice.id]);
  }

  /**
   * Takes what is due first by a channel, with what goes together with it; nobody else attempts it while the lease lasts, and nothing else goes to the
   * same mailbox, webhook or browser. What goes to `fullHosts` waits.
   */
  async lease(tx: Tx, channel: Channel, fullHosts: readonly string[]): Promise<Leased | undefined> {
    // Two instances that look at once would not see what the other takes.
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`notice-lease:${channel}`]);
    const taken = await tx.query<{ id: string; noticeId: string; personId: string; attempts: number; deviceId: string | null; host: string | null }>(
      `WITH first AS (SELECT d.id, d.person_id, d.digest, d.device_id, h.host FROM notice_delivery d
         LEFT JOIN notice_choice c ON c.person_id = d.person_id AND d.channel = 'webhook' LEFT JOIN push_device v ON v.id = d.device_id
         CROSS JOIN LATERAL (SELECT lower(substring(coalesce(v.endpoint, c.document #>> '{target,url}') from '^[A-Za-z]+://([^/?#]+)')) AS host) h
         WHERE d.channel = $2 AND ${free} AND (h.host IS NULL OR h.host <> ALL ($3::text[]))
           AND NOT EXISTS (SELECT FROM notice_delivery o WHERE o.person_id = d.person_id AND o.channel = d.channel AND o.device_id IS NOT DISTINCT FROM d.device_id
             AND o.state = 'waiting' AND o.leased_until > clock_timestamp())
         ORDER BY d.due_at LIMIT 1 FOR UPDATE OF d SKIP LOCKED),
       together AS (SELECT d.id, f.host FROM notice_delivery d JOIN first f ON d.id = f.id
           OR (d.person_id = f.person_id AND d.channel = $2 AND d.device_id IS NOT DISTINCT FROM f.device_id AND d.digest = f.digest)
         WHERE ${free} ORDER BY d.due_at LIMIT 100 FOR UPDATE OF d SKIP LOCKED)
       UPDATE notice_delivery d SET attempts = d.attempts + 1, leased_until = clock_timestamp() + ${lease}
       FROM together t WHERE d.id = t.id
       RETURNING d.id, d.notice_id AS "noticeId", d.person_id AS "personId", d.attempts, d.device_id AS "deviceId", t.host`,
      [tx.now, channel, fullHosts],
    );
    const one = taken[0];
    if (!one) return undefined;
    const notices = await tx.query<Told>(
      `SELECT id, kind, type, task_id AS "taskId", approval_id AS "approvalId", ask, said, to_char(made_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
       FROM notice WHERE id = ANY ($1::uuid[]) ORDER BY made_at, id`,
      [taken.map(({ noticeId }) => noticeId)],
    );
    const [whom] = await tx.query<Pick<Leased, 'email' | 'active' | 'choices' | 'sealedSecret' | 'device'>>(
      `SELECT ${person}, c.sealed_secret AS "sealedSecret",
         CASE WHEN v.id IS NOT NULL THEN json_build_object('id', v.id, 'endpoint', v.endpoint, 'p256dh', v.p256dh, 'auth', v.auth, 'serverKey', v.server_key) END AS device
       FROM (SELECT $1::uuid AS id) x LEFT JOIN known_person p ON p.id = x.id LEFT JOIN notice_choice c ON c.person_id = x.id LEFT JOIN push_device v ON v.id = $2`,
      [one.personId, one.deviceId],
    );
    return { ...whom!, ids: taken.map(({ id }) => id), channel, personId: one.personId, attempts: Math.max(...taken.map(({ attempts }) => attempts)), host: one.host, notices };
  }

  async sent(tx: Tx, { ids }: Leased): Promise<void> {
    await tx.query(`UPDATE notice_delivery SET state = 'sent', sent_at = $2, leased_until = NULL, error = NULL WHERE id = ANY ($1::uuid[]) AND state = 'waiting'`, [ids, tx.now]);
  }

  /** All that somebody was still to be sent, and what was given up, where he has left. */
  async dropOfLeaver(tx: Tx, personId: string): Promise<Changed[]> {
    return tx.query<Changed>(
      `UPDATE notice_delivery d SET state = 'dropped', leased_until = NULL, version = version + 1
       WHERE person_id = $1 AND state IN ('waiting', 'dead') AND NOT EXISTS (SELECT FROM known_person WHERE id = $1 AND active) RETURNING ${changedColumns}`,
      [personId],
    );
  }

  /** Tried again later, each time twice as late, an hour at most; dead after so many attempts. */
  async failed(tx: Tx, { ids }: Leased, error: string): Promise<void> {
    await tx.query(
      `UPDATE notice_delivery SET error = $2, leased_until = NULL, state = CASE WHEN attempts >= ${mostAttempts} THEN 'dead' ELSE 'waiting' END,
         died_at = CASE WHEN attempts >= ${mostAttempts} THEN date_trunc('milliseconds', clock_timestamp()) END, retry_at = clock_timestamp() + least(interval '1 hour', interval '15 seconds' * 2 ^ (attempts - 1))
       WHERE id = ANY ($1::uuid[]) AND state = 'waiting'`,
      [ids, error.slice(0, 300)],
    );
  }
}
