import { topics } from '@throughline/events/topics';
import { probeKafka } from '@throughline/embedded/engines/kafka-probe';
import { KafkajsAdapter } from '@throughline/messaging/kafkajs-adapter';
import { untilReachable } from './until-reachable';

/** @returns names of the topics made now */
export async function ensureTopics(brokers: string[]): Promise<string[]> {
  await untilReachable('Kafka', brokers.join(', '), 'KAFKA_BROKERS', () => Promise.any(brokers.map((broker) => probeKafka(broker))));
  const kafka = new KafkajsAdapter(brokers, 'throughline-topics');
  try {
    return await kafka.ensureTopics(topics);
  } finally {
    await kafka.close();
  }
}
