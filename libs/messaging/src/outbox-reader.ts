import type { Client } from 'pg';

import type { OutgoingRecord } from './kafka-port';

export interface OutboxBatch {
  records: OutgoingRecord[];
  /** Ascending. */
  seqs: string[];
}

/** A batch ends at so many rows, or bytes, whichever comes first. */
const mostRows = 1_000;
const mostBytes = 2_000_000;

const readSql = `
SELECT seq, topic, key, payload::text AS payload, headers FROM outbox
WHERE seq > $1 AND published_at IS NULL AND seq <> ALL($2::bigint[])
ORDER BY seq LIMIT ${mostRows}`;

/**
 * Marks by the array of what was sent: a range would also mark rows of it that were committed after the reading. Where the numbers
 * have no gap the range is the same thing, and cheaper.
 */
const markSql = (where: string): string => `
WITH marked AS (UPDATE outbox SET published_at = clock_timestamp() WHERE ${where} AND published_at IS NULL)
UPDATE relay_position SET low_water = greatest(low_water, $1)
RETURNING pg_current_xact_id()::text AS xid, pg_snapshot_xmin(pg_current_snapshot())::text AS xmin`;
const markRange = markSql('seq BETWEEN $2 AND $3');
const markArray = markSql('seq = ANY($2::bigint[])');

/**
 * Reads the outbox in order of `seq` and keeps the low-water mark: everything up to it has been published, so a read need not crawl through
 * old rows. A transaction that is still open may bring a row below what we have read. It had its id before it drew its seq (outbox.ts sees to
 * that), hence an id below that of our marking transaction, which is younger than our read. Once the oldest open id is at or above ours all of
 * them have ended, so a read *after that* shows whatever they left, and the mark may rise up to what this read found or what is in flight.
 */
export class OutboxReader {
  /** Marked batches whose older transactions may still be open. */
  private waiting: { upTo: bigint; xid: bigint }[] = [];
  /** No open transaction can bring a row up to here any more. */
  private settled = 0n;

  constructor(
    private readonly client: Client,
    private lowWater: bigint,
  ) {}

  static async from(client: Client): Promise<OutboxReader> {
    const { rows } = await client.query('SELECT low_water FROM relay_position');
    return new OutboxReader(client, BigInt(rows[0].low_water));
  }

  get position(): bigint {
    return this.lowWater;
  }

  /** Unpublished rows in order, without those that are being sent right now. */
  async read(inFlight: readonly string[]): Promise<OutboxBatch> {
    const { rows } = await this.client.query({ name: 'outbox-read', text: readSql, values: [this.lowWater.toString(), inFlight] });
    this.raiseLowWater([rows[0]?.seq, inFlight[0]]);
    const batch: OutboxBatch = { records: [], seqs: [] };
    let bytes = 0;
    for (const { seq, topic, key, payload, headers } of rows) {
      bytes += payload.length + 600;
      if (bytes > mostBytes && batch.seqs.length > 0) break;
      batch.records.push({ topic, key, value: payload, headers });
      batch.seqs.push(seq);
    }
    return batch;
  }

  /** After Kafka has committed. */
  async mark({ seqs }: OutboxBatch): Promise<void> {
    const first = seqs[0] as string;
    const last = seqs[seqs.length - 1] as string;
    const gapless = BigInt(last) - BigInt(first) + 1n === BigInt(seqs.length);
    const low = this.lowWater.toString();
    const query = gapless
      ? { name: 'outbox-mark-range', text: markRange, values: [low, first, last] }
      : { name: 'outbox-mark', text: markArray, values: [low, seqs] };
    const { rows } = await this.client.query(query);
    const oldestOpen = BigInt(rows[0].xmin);
    while (this.waiting[0] && this.waiting[0].xid <= oldestOpen) {
      const { upTo } = this.waiting.shift() as { upTo: bigint };
      if (upTo > this.settled) this.settled = upTo;
    }
    this.waiting.push({ upTo: BigInt(last), xid: BigInt(rows[0].xid) });
  }

  /** @param unpublished the first row that was found, and the first in flight, whose sending may yet fail */
  private raiseLowWater(unpublished: (string | undefined)[]): void {
    let limit = this.settled;
    for (const seq of unpublished) if (seq !== undefined && BigInt(seq) <= limit) limit = BigInt(seq) - 1n;
    if (limit > this.lowWater) this.lowWater = limit;
  }
}
