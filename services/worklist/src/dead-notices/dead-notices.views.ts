import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { pageOf, parseCursor } from '@throughline/http/page';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { z } from 'zod';
import type { Channel } from '../notice-delivery/delivery-time';
import type { DeadNotice, DeadNoticesPage, DeadNoticesQuery } from './dead-notices.dto';

const list = 'dead-notices';
const cursorKey = z.tuple([z.iso.datetime(), z.uuid()]);

interface DeadRow {
  id: string;
  notice_id: string;
  channel: Channel;
  person_id: string;
  name: string | null;
  attempts: number;
  error: string | null;
  due_at: Date;
  died_at: Date;
}

@Injectable()
export class DeadNoticesViews {
  constructor(private readonly transaction: TransactionRunner) {}

  /** The oldest first; by the index notice_delivery_died. @throws access.denied */
  async list({ cursor, channel, personId, limit }: DeadNoticesQuery, by: Principal): Promise<DeadNoticesPage> {
    access.require(by, 'oversee', 'notice');
    const [at, id] = parseCursor(list, cursor, cursorKey) ?? [null, null];
    const rows = await this.transaction.read((tx) =>
      tx.query<DeadRow>(
        `SELECT d.id, d.notice_id, d.channel, d.person_id, p.name, d.attempts, d.error, d.due_at, d.died_at FROM notice_delivery d LEFT JOIN known_person p ON p.id = d.person_id
         WHERE d.state = 'dead' AND ($1::timestamptz IS NULL OR (d.died_at, d.id) > ($1, $2::uuid)) AND ($3::text IS NULL OR d.channel = $3) AND ($4::uuid IS NULL OR d.person_id = $4)
         ORDER BY d.died_at, d.id LIMIT $5`,
        [at, id, channel ?? null, personId ?? null, limit + 1],
      ),
    );
    return pageOf(list, rows, limit, (row) => [row.died_at.toISOString(), row.id], itemOf);
  }
}

function itemOf({ notice_id, person_id, name, due_at, died_at, ...row }: DeadRow): DeadNotice {
  return { ...row, noticeId: notice_id, person: { id: person_id, name }, dueAt: due_at.toISOString(), diedAt: died_at.toISOString() };
}
