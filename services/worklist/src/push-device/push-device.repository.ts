import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { PushTarget } from '../notice-delivery/push-call';
import type { PushDevice } from './push-device';

const columns = 'id, name, added_at AS "addedAt", sent_at AS "sentAt"';

@Injectable()
export class PushDeviceRepository {
  /** Oldest first. */
  async of(tx: Tx, personId: string): Promise<PushDevice[]> {
    return tx.query<PushDevice>(`SELECT ${columns} FROM push_device WHERE person_id = $1 ORDER BY added_at, id`, [personId]);
  }

  /** Those who subscribe for one person, and those who subscribe one browser, wait for each other. */
  async lock(tx: Tx, personId: string, endpoint: string): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`push-devices:${personId}`]);
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`push-device:${endpoint}`]);
  }

  /** Under `lock`. Somebody else's browser becomes his, and what was on its way to the other is not shown to him. */
  async put(tx: Tx, personId: string, { endpoint, p256dh, auth }: PushTarget, serverKey: string, name: string): Promise<PushDevice> {
    await tx.query('DELETE FROM push_device WHERE endpoint = $1 AND person_id <> $2', [endpoint, personId]);
    const [device] = await tx.query<PushDevice>(
      `INSERT INTO push_device (person_id, endpoint, p256dh, auth, server_key, name, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (endpoint) DO UPDATE SET p256dh = excluded.p256dh, auth = excluded.auth, server_key = excluded.server_key, name = excluded.name RETURNING ${columns}`,
      [personId, endpoint, p256dh, auth, serverKey, name, tx.now],
    );
    return device!;
  }

  /** Under `lock`: how many he has besides this one. */
  async others(tx: Tx, personId: string, endpoint: string): Promise<number> {
    const [row] = await tx.query<{ count: number }>('SELECT count(*)::int AS count FROM push_device WHERE person_id = $1 AND endpoint <> $2', [personId, endpoint]);
    return row!.count;
  }

  /** @returns whether it was there */
  async remove(tx: Tx, personId: string, id: string): Promise<boolean> {
    return (await tx.query('DELETE FROM push_device WHERE id = $1 AND person_id = $2 RETURNING id', [id, personId])).length > 0;
  }

  /** The browser is not there any more; not one that was subscribed anew since. */
  async forget(tx: Tx, id: string, { endpoint, auth }: PushTarget): Promise<void> {
    await tx.query('DELETE FROM push_device WHERE id = $1 AND endpoint = $2 AND auth = $3', [id, endpoint, auth]);
  }

  async reached(tx: Tx, id: string): Promise<void> {
    await tx.query('UPDATE push_device SET sent_at = $2 WHERE id = $1', [id, tx.now]);
  }
}
