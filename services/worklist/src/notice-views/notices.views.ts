import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { pageOf, parseCursor } from '@throughline/http/page';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { z } from 'zod';
import type { NoticeKind, NoticesPage, NoticesQuery } from './notices.dto';

const list = 'notices';
const cursorKey = z.tuple([z.iso.datetime(), z.uuid()]);
const mostCounted = 1_000;

interface NoticeRow {
  id: string;
  kind: NoticeKind;
  type: string;
  task_id: string | null;
  approval_id: string | null;
  ask: string;
  said: string | null;
  made_at: Date;
  read_at: Date | null;
}

@Injectable()
export class NoticesViews {
  constructor(private readonly transaction: TransactionRunner) {}

  /** One's own, newest first; by the indexes notice_by_person and notice_unread. */
  async list({ cursor, kind, unread, limit }: NoticesQuery, { personId }: Principal): Promise<NoticesPage> {
    const [at, id] = parseCursor(list, cursor, cursorKey) ?? [null, null];
    return this.transaction.read(async (tx) => {
      const rows = await tx.query<NoticeRow>(
        `SELECT id, kind, type, task_id, approval_id, ask, said, made_at, read_at FROM notice
         WHERE person_id = $1 AND ($2::timestamptz IS NULL OR (made_at, id) < ($2, $3::uuid)) AND ($4::text IS NULL OR kind = $4) ${unread ? 'AND read_at IS NULL' : ''}
         ORDER BY made_at DESC, id DESC LIMIT $5`,
        [personId, at, id, kind ?? null, limit + 1],
      );
      const [counted] = await tx.query<{ unread: number }>(
        `SELECT count(*)::int AS unread FROM (SELECT FROM notice WHERE person_id = $1 AND read_at IS NULL LIMIT ${mostCounted}) x`,
        [personId],
      );
      return { ...pageOf(list, rows, limit, (row) => [row.made_at.toISOString(), row.id], itemOf), unread: counted!.unread };
    });
  }
}

function itemOf({ task_id, approval_id, made_at, read_at, ...row }: NoticeRow): NoticesPage['items'][number] {
  return { ...row, taskId: task_id, approvalId: approval_id, at: made_at.toISOString(), readAt: read_at?.toISOString() ?? null };
}
