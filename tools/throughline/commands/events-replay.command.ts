import type { DynamicModule, Type } from '@nestjs/common';
import { loadSettings, settingsFor } from '@throughline/config/settings';
import { probeKafka } from '@throughline/embedded/engines/kafka-probe';
import { DeadLetters, type ReplayReport } from '@throughline/messaging/dead-letters';
import { replayDeadTriggers } from '@throughline/messaging/dead-triggers';
import { KafkajsAdapter } from '@throughline/messaging/kafkajs-adapter';
import { Stories } from '@throughline/temporal/stories';
import { triggers as allTriggers } from '@throughline/worker/triggers/triggers';
import { Command } from 'commander';
import { checkSettings, type ServiceName } from '../service-registry';
import { besideService } from '../beside-service';
import { exitCodes, UsageError } from '../exit-codes';
import { quietLogs } from '../one-shot';
import type { Output } from '../output';
import { untilReachable } from '../set-up/until-reachable';

/** The services that consume events, with their wiring: the handlers are theirs. */
const modules = {
  directory: async () => (await import('@throughline/services/directory/src/directory.module')).DirectoryModule.with(loadSettings(settingsFor('directory'))),
  leads: async () => (await import('@throughline/services/leads/src/leads.module')).LeadsModule,
  opportunities: async () => (await import('@throughline/services/opportunities/src/opportunities.module')).OpportunitiesModule,
  contracts: async () => (await import('@throughline/services/contracts/src/contracts.module')).ContractsModule,
  collections: async () => (await import('@throughline/services/collections/src/collections.module')).CollectionsModule,
  worklist: async () => (await import('@throughline/services/worklist/src/worklist.module')).WorklistModule,
} satisfies Partial<Record<ServiceName, () => Promise<Type<unknown> | DynamicModule>>>;
type Consumer = keyof typeof modules;
/** Beside them the triggers of the worker, which have no database: their dead letters wait on Kafka. */
const triggers = 'triggers';
const all = [...Object.keys(modules), triggers];

/** Handles parked events again, each key in its order, after what made them fail has been mended. */
export function eventsReplayCommand(output: Output): Command {
  return new Command('replay-dead-letters')
    .description('handle parked events again, after their cause has been mended; exit code 1 if any still fails')
    .option('--service <names...>', `only these: ${all.join(', ')}`)
    .option('--consumer <name>', 'only what this consumer has parked')
    .option('--key <key>', 'only this key')
    .action(async ({ service, ...filter }: { service?: string[]; consumer?: string; key?: string }) => {
      quietLogs();
      const names = service ?? all;
      const unknown = names.filter((name) => !all.includes(name));
      if (unknown.length > 0) throw new UsageError(`No such service: ${unknown.join(', ')}. There are: ${all.join(', ')}.`);
      const worker = names.includes(triggers) ? loadSettings(settingsFor('worker')) : undefined;
      const services = names.filter((name): name is Consumer => name !== triggers);
      for (const name of services) checkSettings(name);
      const reports: Record<string, ReplayReport> = {};
      for (const name of services) reports[name] = await replay(name, filter);
      if (worker) reports[triggers] = await replayTriggers(worker.KAFKA_BROKERS, filter);
      const failing = Object.values(reports).flatMap(({ stillFailing }) => stillFailing);
      output.answer({ services: reports }, [
        ...Object.entries(reports).map(([name, { replayed }]) => `${name}: ${replayed} handled`),
        ...failing.map(({ consumer, key, error }) => `still failing: ${consumer}, key ${key}: ${error}`),
      ]);
      process.exitCode = failing.length === 0 ? exitCodes.done : exitCodes.failed;
    });
}

function replay(name: Consumer, filter: { consumer?: string; key?: string }): Promise<ReplayReport> {
  return besideService(modules[name], (service) => service.get(DeadLetters, { strict: false }).replay(filter));
}

/** In this process instead of the worker's; the stories that they start and poke are the same. */
async function replayTriggers(brokers: string[], filter: { consumer?: string; key?: string }): Promise<ReplayReport> {
  await untilReachable('Kafka', brokers.join(', '), 'KAFKA_BROKERS', () => Promise.any(brokers.map((broker) => probeKafka(broker))));
  const kafka = new KafkajsAdapter(brokers, 'throughline-triggers-replay');
  const stories = new Stories();
  try {
    return await replayDeadTriggers(kafka, allTriggers.map((trigger) => trigger(stories)), filter);
  } finally {
    await kafka.close();
  }
}
