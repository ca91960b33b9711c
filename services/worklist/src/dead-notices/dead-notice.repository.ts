import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { Channel } from '../notice-delivery/delivery-time';
import type { WhichDeadNotices } from './dead-notices.dto';

/** One at a time: the rest follows with the next. */
export const mostAtOnce = 500;

export interface Changed {
  deliveryId: string;
  noticeId: string;
  personId: string;
  channel: Channel;
  version: number;
}

const chosen = `SELECT id FROM notice_delivery WHERE state = 'dead' AND ($1::uuid[] IS NULL OR id = ANY ($1)) AND ($2::text IS NULL OR channel = $2) AND ($3::uuid IS NULL OR person_id = $3)
  ORDER BY died_at, id LIMIT ${mostAtOnce} FOR UPDATE`;
export const changedColumns = 'd.id AS "deliveryId", d.notice_id AS "noticeId", d.person_id AS "personId", d.channel, d.version';

@Injectable()
export class DeadNoticeRepository {
  /** As if they had never been attempted; when they are due stays. */
  async revive(tx: Tx, which: WhichDeadNotices): Promise<Changed[]> {
    return tx.query<Changed>(
      `UPDATE notice_delivery d SET state = 'waiting', attempts = 0, retry_at = NULL, leased_until = NULL, died_at = NULL, version = version + 1 FROM (${chosen}) c WHERE d.id = c.id RETURNING ${changedColumns}`,
      parameters(which),
    );
  }

  async drop(tx: Tx, which: WhichDeadNotices): Promise<Changed[]> {
    return tx.query<Changed>(`UPDATE notice_delivery d SET state = 'dropped', version = version + 1 FROM (${chosen}) c WHERE d.id = c.id RETURNING ${changedColumns}`, parameters(which));
  }

  async count(tx: Tx): Promise<Record<Channel, number>> {
    const [row] = await tx.query<Record<Channel, number>>(
      `SELECT count(*) FILTER (WHERE channel = 'mail')::int AS mail, count(*) FILTER (WHERE channel = 'webhook')::int AS webhook, count(*) FILTER (WHERE channel = 'push')::int AS push
       FROM notice_delivery WHERE state = 'dead'`,
    );
    return row!;
  }
}

const parameters = ({ ids, channel, personId }: WhichDeadNotices) => [ids ?? null, channel ?? null, personId ?? null];
