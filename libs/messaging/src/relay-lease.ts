import type { Socket } from 'node:net';

import { Client, escapeIdentifier } from 'pg';

import { endsWithin } from './ends-within';

/** The connection that a relay works on. Its session holds the lock: when the session ends, for whatever reason, another relay may start. */
export class RelayLease {
  lost = false;
  private readonly channel: string;

  private constructor(
    readonly client: Client,
    service: string,
  ) {
    this.channel = `outbox_${service}`;
  }

  static async open(service: string, url: string, onRing: () => void): Promise<RelayLease> {
    const client = new Client({
      connectionString: url,
      application_name: `throughline-${service}-relay`,
      // Each list of rows in flight gets a plan of its own, which looks them up by hash.
      options: `-c search_path=${service} -c plan_cache_mode=force_custom_plan`,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      pipeline: true,
    } as ConstructorParameters<typeof Client>[0]);
    const lease = new RelayLease(client, service);
    const lose = (): void => {
      lease.lost = true;
      onRing();
    };
    client.on('error', lose);
    client.on('end', lose);
    client.on('notification', onRing);
    await client.connect();
    return lease;
  }

  /** True when this relay is the active one now; does not wait. */
  async acquire(): Promise<boolean> {
    if (this.lost) throw new Error('the connection of the relay was lost');
    const { rows } = await this.client.query('SELECT pg_try_advisory_lock(hashtext($1)) AS mine', [this.channel]);
    if (!rows[0].mine) return false;
    await this.client.query(`LISTEN ${escapeIdentifier(this.channel)}`);
    return true;
  }

  /** Wakes the active relay, wherever it is. */
  async notify(): Promise<void> {
    await this.client.query('SELECT pg_notify($1, $2)', [this.channel, '']);
  }

  async close(): Promise<void> {
    this.lost = true;
    if (!(await endsWithin(2_000, this.client.end()))) this.cut();
  }

  /** At once, whatever the server is doing; what waits for an answer fails. */
  cut(): void {
    (this.client as unknown as { connection: { stream: Socket } }).connection.stream.destroy(new Error('the connection of the relay was cut'));
  }
}
