import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import type { Ground, RecyclingWorld } from './recycling-world';

/** What the world says of one lead in the end. */
export interface Outcome {
  /** Its facts on Kafka in their order, each once, e.g. `captured`. */
  facts: string[];
  /** How often each fact was sent, where that is more than once: under the same id, so that a reader drops it. */
  repeated: string[];
  /** Facts of which the audit has a line. */
  audited: string[];
  status: string;
  owned: number;
  /** Ends of its periods of ownership. */
  ended: string[];
  deadlines: number;
  unsent: number;
}

/** The one right outcome of a lead that was claimed and never followed up. */
export const recycledOnce: Omit<Outcome, 'repeated'> = {
  facts: ['captured', 'claimed', 'recycle-warned', 'recycled'],
  audited: ['captured', 'claimed', 'recycle-warned', 'recycled'],
  status: 'available',
  owned: 0,
  ended: ['recycled'],
  deadlines: 0,
  unsent: 0,
};

const sql = `
SELECT lead.id, lead.status, (lead.owner_id IS NOT NULL)::int AS owned,
  ARRAY(SELECT coalesce(end_reason, 'not ended') FROM ownership WHERE lead_id = lead.id ORDER BY started_at) AS ended,
  ARRAY(SELECT regexp_replace(type, '^throughline\\.lead\\.|\\.v1$', '', 'g') FROM audit WHERE aggregate_id = lead.id::text ORDER BY seq) AS audited,
  (SELECT count(*)::int FROM deadline WHERE subject_id = lead.id::text) AS deadlines,
  (SELECT count(*)::int FROM outbox WHERE aggregateid = lead.id::text AND published_at IS NULL) AS unsent
FROM lead WHERE id = ANY($1)`;

type Row = Omit<Outcome, 'facts' | 'repeated'> & { id: string };

export async function recordsOf(world: RecyclingWorld, grounds: readonly Ground[]): Promise<Map<string, Row>> {
  const rows = await world.held.rows<Row>('leads', sql, [grounds.map(({ leadId }) => leadId)]);
  return new Map(rows.map((row) => [row.id, row]));
}

export async function outcomesOf(world: RecyclingWorld, grounds: readonly Ground[]): Promise<Map<Ground, Outcome>> {
  const [records, told] = [await recordsOf(world, grounds), await factsOnKafka(world.held.env['KAFKA_BROKERS']!)];
  return new Map(
    grounds.map((ground) => {
      const { id: _id, ...record } = records.get(ground.leadId)!;
      const facts = [...(told.get(ground.leadId)?.values() ?? [])];
      const repeated = facts.filter(({ times }) => times > 1).map(({ type, times }) => `${type} ×${times}`);
      return [ground, { ...record, facts: facts.map(({ type }) => type), repeated }];
    }),
  );
}

/** By lead and id of the fact, all that is in the log and committed: read by a plain client from its beginning to its present end. */
async function factsOnKafka(brokers: string): Promise<Map<string, Map<string, { type: string; times: number }>>> {
  const topic = 'throughline.lead';
  const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const ends = new Map((await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => [partition, BigInt(high)]));
  await admin.disconnect();
  const told = new Map<string, Map<string, { type: string; times: number }>>();
  const consumer = kafka.consumer({ groupId: `outcome-${randomUUID()}`, maxWaitTimeInMs: 200 });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  const open = new Set([...ends].filter(([, end]) => end > 0n).map(([partition]) => partition));
  await new Promise<void>((done) => {
    // The end of a log may be a marker of a transaction, which is never handed out.
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload: { partition, lastOffset } }) => {
      if (BigInt(lastOffset) + 1n >= ends.get(partition)!) open.delete(partition);
      if (open.size === 0) done();
    });
    void consumer.run({
      eachBatch: async ({ batch, resolveOffset }) => {
        for (const { key, headers, offset } of batch.messages) {
          const facts = told.get(String(key)) ?? new Map<string, { type: string; times: number }>();
          const id = String(headers?.['ce_id']);
          const type = String(headers?.['ce_type']).replace(/^throughline\.lead\.|\.v1$/g, '');
          facts.set(id, { type, times: (facts.get(id)?.times ?? 0) + 1 });
          told.set(String(key), facts);
          resolveOffset(offset);
        }
      },
    });
  });
  await consumer.disconnect();
  return told;
}
