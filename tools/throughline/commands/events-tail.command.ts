import { loadSettings, settingsFor } from '@throughline/config/settings';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { Command } from 'commander';
import { UsageError } from '../exit-codes';
import { KafkaWatch, watchedTopics } from '../kafka-watch';
import { quietLogs } from '../one-shot';
import type { Output } from '../output';
import { stopSignals } from '../stop-signals';

interface TailOptions {
  fromBeginning?: true;
  topic?: string[];
  key?: string;
  type?: string;
}

/** Prints events as they are published: one line each, or with --json one document each. */
export function eventsTailCommand(output: Output): Command {
  return new Command('tail')
    .description('print events as they are published, until stopped')
    .option('--from-beginning', 'first all that Kafka still keeps')
    .option('--topic <name...>', 'only these topics (default: all but dead letters)')
    .option('--key <key>', 'only this key, e.g. the id of a deal')
    .option('--type <text>', 'only event types that contain this text')
    .action(async (options: TailOptions) => {
      quietLogs();
      const unknown = (options.topic ?? []).filter((name) => !watchedTopics().includes(name));
      if (unknown.length > 0) throw new UsageError(`No such topic: ${unknown.join(', ')}. There are: ${watchedTopics().join(', ')}.`);
      const { KAFKA_BROKERS } = loadSettings(settingsFor('topics'));
      const { stopped } = stopSignals();
      const watch = await KafkaWatch.open(KAFKA_BROKERS, 'tail', {
        fromBeginning: options.fromBeginning === true,
        ...(options.topic && { topics: options.topic }),
        onEvent: (event) => {
          if (options.key !== undefined && event.key !== options.key) return;
          if (options.type !== undefined && !event.type.includes(options.type)) return;
          output.item(event, lineOf(event));
        },
        onError: (error, record) => output.note(record ? `${record.topic}/${record.partition}@${record.offset} is no event of ours: ${error.message}` : error.message),
      });
      output.note(`Listening to ${(options.topic ?? watchedTopics()).length} topics. Ctrl-C ends it.`);
      await stopped;
      await watch.close();
    });
}

/** Business time, what happened, to what, and the beginning of its data. */
export function lineOf(event: Pick<ReceivedEvent, 'time' | 'type' | 'subject' | 'sequence' | 'data'>): string {
  const data = JSON.stringify(event.data);
  return `${event.time.toISOString()}  ${event.type}  ${event.subject}#${event.sequence}  ${data.length > 160 ? `${data.slice(0, 159)}…` : data}`;
}
