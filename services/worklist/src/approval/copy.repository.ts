import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';

@Injectable()
export class CopyRepository {
  /** Who of these is told now: he is still here, and was not told of the same before. */
  async add(tx: Tx, approvalId: string, people: readonly string[], of: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `INSERT INTO approval_copy AS c (approval_id, person_id, "of", copied_at)
       SELECT $1, id, ARRAY[$3::text], $4 FROM known_person WHERE id = ANY ($2::uuid[]) AND active ORDER BY id
       ON CONFLICT (approval_id, person_id) DO UPDATE SET "of" = c."of" || excluded."of", copied_at = excluded.copied_at WHERE NOT ($3 = ANY (c."of"))
       RETURNING person_id AS id`,
      [approvalId, people, of, tx.now],
    );
    return rows.map(({ id }) => id);
  }

  async isCopied(tx: Tx, approvalId: string, personId: string): Promise<boolean> {
    return (await tx.query('SELECT FROM approval_copy WHERE approval_id = $1 AND person_id = $2', [approvalId, personId])).length > 0;
  }
}
