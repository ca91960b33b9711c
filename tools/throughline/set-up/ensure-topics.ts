import { topics } from '@throughline/events/topics';
import { KafkajsAdapter } from '@throughline/messaging/kafkajs-adapter';

/** @returns names of the topics made now */
export async function ensureTopics(brokers: string[]): Promise<string[]> {
  const kafka = new KafkajsAdapter(brokers, 'throughline-topics');
  try {
    return await kafka.ensureTopics(topics);
  } finally {
    await kafka.close();
  }
}
