import { rootLogger } from '@throughline/observability/logger';
import { gauge } from '@throughline/observability/metrics';
import type { TransactionRunner } from '@throughline/persistence/transaction-runner';

import type { OutboxRelay } from './outbox-relay';
import type { QuietProbe } from './quiet-probe';

const unsentSql = `
SELECT count(*)::int AS count, coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::float AS age
FROM outbox WHERE seq > (SELECT low_water FROM relay_position) AND published_at IS NULL`;

/** Rows go in slices, so that no statement holds locks for long. */
const slice = 5_000;
const purges = [
  `DELETE FROM outbox WHERE seq IN (SELECT seq FROM outbox WHERE seq <= (SELECT low_water FROM relay_position)
     AND published_at < now() - interval '7 days' ORDER BY seq LIMIT ${slice}) RETURNING 1`,
  // Longer than any topic keeps its records, so that a consumer set back to the beginning still recognises duplicates.
  `DELETE FROM inbox WHERE ctid = ANY(ARRAY(SELECT ctid FROM inbox WHERE received_at < now() - interval '35 days' LIMIT ${slice})) RETURNING 1`,
  `DELETE FROM idempotency WHERE ctid = ANY(ARRAY(SELECT ctid FROM idempotency WHERE created_at < now() - interval '30 days' LIMIT ${slice})) RETURNING 1`,
];

const ages = new Map<string, () => Promise<{ count: number; age: number }>>();
gauge('throughline_outbox_oldest_unsent_seconds', 'Age of the oldest event that is not on Kafka yet (warn at 10, alarm at 60).', ['service'], async function () {
  for (const [service, read] of ages) this.set({ service }, await read().then(({ age }) => age, () => Number.NaN));
});

/** Counts what waits in the outbox, and throws away what has been published long ago. */
export class OutboxKeeper {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly service: string,
    private readonly transactions: TransactionRunner,
    private readonly relay: OutboxRelay,
    private readonly probe: QuietProbe,
  ) {}

  watch(): void {
    this.probe.countOutboxWith(async () => (await this.unsent()).count);
    ages.set(this.service, () => this.unsent());
  }

  start(): void {
    this.timer = setInterval(() => void this.purge(), 3_600_000);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  async unsent(): Promise<{ count: number; age: number }> {
    const [row] = await this.transactions.read((tx) => tx.query<{ count: number; age: number }>(unsentSql));
    return row ?? { count: 0, age: 0 };
  }

  /** Only beside the active relay, so that one process does it. */
  async purge(): Promise<void> {
    if (!this.relay.leading) return;
    try {
      for (const sql of purges) while ((await this.deleted(sql)) === slice);
    } catch (error) {
      rootLogger(this.service).warn({ err: error }, 'old rows could not be thrown away, the next hour tries again');
    }
  }

  private async deleted(sql: string): Promise<number> {
    return (await this.transactions.run((tx) => tx.query(sql))).length;
  }
}
