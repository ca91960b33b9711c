import { loadSettings, settingsFor } from '@throughline/config/settings';
import { topics } from '@throughline/events/topics';
import { Command } from 'commander';
import { quietLogs } from '../one-shot';
import type { Output } from '../output';
import { ensureTopics } from '../set-up/ensure-topics';

/** Makes the topics that are missing; never changes one that is there, as a key must keep its partition. */
export function topicsCommand(output: Output): Command {
  return new Command('topics').description('make the Kafka topics that are missing').action(async () => {
    quietLogs();
    const made = await ensureTopics(loadSettings(settingsFor('topics')).KAFKA_BROKERS);
    output.answer({ topics: topics.map(({ name }) => name), made }, made.length === 0 ? [`All ${topics.length} topics are there.`] : made.map((name) => `made ${name}`));
  });
}
