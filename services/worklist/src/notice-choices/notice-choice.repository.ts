import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { noticeChoicesSchema, unchosen, type NoticeChoices } from './notice-choices';

export interface StoredChoices {
  choices: NoticeChoices;
  sealedSecret: string | null;
}

@Injectable()
export class NoticeChoiceRepository {
  async find(tx: Tx, personId: string): Promise<StoredChoices> {
    const [row] = await tx.query<{ document: unknown; sealedSecret: string | null }>('SELECT document, sealed_secret AS "sealedSecret" FROM notice_choice WHERE person_id = $1', [personId]);
    return row ? { choices: noticeChoicesSchema.parse(row.document), sealedSecret: row.sealedSecret } : { choices: unchosen, sealedSecret: null };
  }

  /** As `find`; two who choose for one person at once wait for each other. */
  async lock(tx: Tx, personId: string): Promise<StoredChoices> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`notice-choices:${personId}`]);
    return this.find(tx, personId);
  }

  async put(tx: Tx, personId: string, { choices, sealedSecret }: StoredChoices): Promise<void> {
    await tx.query(
      `INSERT INTO notice_choice (person_id, document, sealed_secret, changed_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (person_id) DO UPDATE SET document = excluded.document, sealed_secret = excluded.sealed_secret, changed_at = excluded.changed_at`,
      [personId, JSON.stringify(choices), sealedSecret, tx.now],
    );
  }
}
