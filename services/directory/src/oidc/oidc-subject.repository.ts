import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';

export interface Subject {
  issuer: string;
  subject: string;
}

/** Who is who at the identity provider. */
@Injectable()
export class OidcSubjectRepository {
  async personOf(tx: Tx, { issuer, subject }: Subject): Promise<string | undefined> {
    const [row] = await tx.query<{ id: string }>('SELECT person_id AS id FROM oidc_subject WHERE issuer = $1 AND subject = $2', [issuer, subject]);
    return row?.id;
  }

  /** @returns false where the person is somebody else there already, or the subject another person here */
  async bind(tx: Tx, { issuer, subject }: Subject, personId: string): Promise<boolean> {
    await tx.query('INSERT INTO oidc_subject (issuer, subject, person_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [issuer, subject, personId]);
    return (await this.personOf(tx, { issuer, subject })) === personId;
  }

  /** @returns false where nobody there was known as the person */
  async unbind(tx: Tx, personId: string): Promise<boolean> {
    return (await tx.query('DELETE FROM oidc_subject WHERE person_id = $1 RETURNING person_id', [personId])).length > 0;
  }
}
