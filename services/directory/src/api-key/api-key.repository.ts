import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { ApiKey } from './api-key';
import { apiKeyErrors } from './api-key.errors';

export const apiKeyColumns = `id, prefix, owner_id AS "ownerId", name, may, made_by AS "madeBy", made_at AS "madeAt", expires_at AS "expiresAt",
  last_used_at AS "lastUsedAt", revoked_at AS "revokedAt", version`;

@Injectable()
export class ApiKeyRepository {
  async insert(tx: Tx, { id, prefix, ownerId, name, may, madeBy, expiresAt }: Omit<ApiKey, 'madeAt'>, hash: Buffer): Promise<ApiKey> {
    const [row] = await tx.query<ApiKey>(
      `INSERT INTO api_key (id, prefix, hash, owner_id, name, may, made_by, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${apiKeyColumns}`,
      [id, prefix, hash, ownerId, name, may, madeBy, expiresAt],
    );
    return row!;
  }

  async countValid(tx: Tx, ownerId: string): Promise<number> {
    const [row] = await tx.query<{ count: number }>('SELECT count(*)::int FROM api_key WHERE owner_id = $1 AND revoked_at IS NULL AND expires_at > clock_timestamp()', [ownerId]);
    return row!.count;
  }

  /** @throws api_key.not_found */
  async lock(tx: Tx, id: string): Promise<ApiKey> {
    const [row] = await tx.query<ApiKey>(`SELECT ${apiKeyColumns} FROM api_key WHERE id = $1 FOR UPDATE`, [id]);
    if (!row) throw apiKeyErrors.not_found();
    return row;
  }

  async revoke(tx: Tx, { id, version }: ApiKey, by: string): Promise<ApiKey> {
    const [row] = await tx.query<ApiKey>(
      `UPDATE api_key SET revoked_at = clock_timestamp(), revoked_by = $3, version = version + 1 WHERE id = $1 AND version = $2 RETURNING ${apiKeyColumns}`,
      [id, version, by],
    );
    return row!;
  }

  /** Those of a person that are valid. */
  async revokeAllOf(tx: Tx, ownerId: string, by: string): Promise<ApiKey[]> {
    return tx.query<ApiKey>(
      `UPDATE api_key SET revoked_at = clock_timestamp(), revoked_by = $2, version = version + 1
       WHERE owner_id = $1 AND revoked_at IS NULL AND expires_at > clock_timestamp() RETURNING ${apiKeyColumns}`,
      [ownerId, by],
    );
  }

  /** The key with this public part and hash, where it is valid now. */
  async valid(tx: Tx, prefix: string, hash: Buffer): Promise<ApiKey | undefined> {
    const [row] = await tx.query<ApiKey & { hash: Buffer }>(
      `SELECT ${apiKeyColumns}, hash FROM api_key WHERE prefix = $1 AND revoked_at IS NULL AND expires_at > clock_timestamp()`,
      [prefix],
    );
    if (!row || !timingSafeEqual(row.hash, hash)) return undefined;
    const { hash: _hash, ...key } = row;
    return key;
  }

  /** At most once a minute, however often it is used. */
  async noteUse(tx: Tx, id: string): Promise<void> {
    await tx.query(
      `UPDATE api_key SET last_used_at = clock_timestamp() WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < clock_timestamp() - interval '1 minute')`,
      [id],
    );
  }
}
