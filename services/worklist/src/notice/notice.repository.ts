import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';

@Injectable()
export class NoticeRepository {
  /** How many of the person's own were unread. */
  async markRead(tx: Tx, personId: string, which: { ids?: string[] | undefined; upTo?: string | undefined }): Promise<number> {
    const marked = await tx.query(
      `UPDATE notice SET read_at = $2 WHERE id IN (
         SELECT id FROM notice WHERE person_id = $1 AND read_at IS NULL AND (id = ANY ($3::uuid[]) OR made_at <= $4) ORDER BY id FOR UPDATE
       ) RETURNING id`,
      [personId, tx.now, which.ids ?? [], which.upTo ?? null],
    );
    return marked.length;
  }
}
