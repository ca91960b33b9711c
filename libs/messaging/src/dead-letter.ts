import type { Logger } from '@throughline/observability/logger';

import type { IncomingRecord, KafkaPort } from './kafka-port';

/** A copy for the operators, with the original headers. Where Kafka refuses it, the log and the parked row have to do. */
export async function deadLetter(
  port: KafkaPort,
  service: string,
  consumer: string,
  record: IncomingRecord,
  error: unknown,
  log: Logger,
): Promise<void> {
  const { topic, partition, offset, key, value, headers } = record;
  try {
    await port.publishBatch([
      {
        topic: `throughline.dlq.${service}`,
        key,
        value,
        headers: {
          ...headers,
          dlq_consumer: consumer,
          dlq_topic: topic,
          dlq_partition: String(partition),
          dlq_offset: offset,
          dlq_error: (error instanceof Error ? error.message : String(error)).slice(0, 1_000),
          dlq_at: new Date().toISOString(),
        },
      },
    ]);
  } catch (failure) {
    log.error({ err: failure, consumer, eventId: headers.ce_id }, 'a dead letter could not be published');
  }
}
