import type { Socket } from 'node:net';
import { asWorkRole } from '@throughline/persistence/row-reach';
import { Client, escapeIdentifier } from 'pg';

/** Where processes of one service tell each other. */
export const channelOf = (service: string): string => `${service}_task_changes`;

/** A connection of its own, on which this process hears that tasks were changed, by itself or by another. */
export class ChangeListener {
  lost = false;

  private constructor(private readonly client: Client) {}

  static async open(service: string, url: string, onNews: () => void): Promise<ChangeListener> {
    const client = new Client({
      connectionString: url,
      application_name: `throughline-${service}-task-changes`,
      options: `-c search_path=${service} ${asWorkRole(url)}`,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      statement_timeout: 5_000,
    });
    const listener = new ChangeListener(client);
    const lose = (): void => {
      listener.lost = true;
      onNews();
    };
    client.on('error', lose);
    client.on('end', lose);
    client.on('notification', onNews);
    await client.connect();
    await client.query(`LISTEN ${escapeIdentifier(channelOf(service))}`);
    return listener;
  }

  /** The last change that is there, and an id of a transaction that began after all which have noted one so far; null: there is none after that. */
  async mark(after: bigint): Promise<{ top: bigint; xid: bigint | null }> {
    const { rows } = await this.client.query(
      'SELECT top::text, CASE WHEN top > $1::bigint THEN pg_current_xact_id()::text END AS xid FROM (SELECT coalesce(max(seq), 0) AS top FROM task_change) newest',
      [after.toString()],
    );
    return { top: BigInt(rows[0].top), xid: rows[0].xid === null ? null : BigInt(rows[0].xid) };
  }

  /** No transaction with a lower id is open any more. */
  async oldestOpen(): Promise<bigint> {
    const { rows } = await this.client.query('SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin');
    return BigInt(rows[0].xmin);
  }

  close(): void {
    this.lost = true;
    const { stream } = (this.client as unknown as { connection: { stream: Socket } }).connection;
    // A database that hangs is not waited for.
    const cut = setTimeout(() => stream.destroy(), 2_000);
    void this.client.end().catch(() => undefined).finally(() => clearTimeout(cut));
  }
}
