import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DeadLetters } from '@throughline/messaging/dead-letters';
import { Command } from 'commander';
import { checkSettings, type ServiceName } from '../service-registry';
import { exitCodes, UsageError } from '../exit-codes';
import { quietLogs } from '../one-shot';
import type { Output } from '../output';

/** The services that consume events, with their wiring: the handlers are theirs. */
const modules = {
  leads: async () => (await import('@throughline/services/leads/src/leads.module')).LeadsModule,
  opportunities: async () => (await import('@throughline/services/opportunities/src/opportunities.module')).OpportunitiesModule,
  contracts: async () => (await import('@throughline/services/contracts/src/contracts.module')).ContractsModule,
  collections: async () => (await import('@throughline/services/collections/src/collections.module')).CollectionsModule,
  worklist: async () => (await import('@throughline/services/worklist/src/worklist.module')).WorklistModule,
} satisfies Partial<Record<ServiceName, () => Promise<Type<unknown> | DynamicModule>>>;
type Consumer = keyof typeof modules;

/** Handles parked events again, each key in its order, after what made them fail has been mended. */
export function eventsReplayCommand(output: Output): Command {
  return new Command('replay-dead-letters')
    .description('handle parked events again, after their cause has been mended; exit code 1 if any still fails')
    .option('--service <names...>', `only these services: ${Object.keys(modules).join(', ')}`)
    .option('--consumer <name>', 'only what this consumer has parked')
    .option('--key <key>', 'only this key')
    .action(async ({ service, ...filter }: { service?: string[]; consumer?: string; key?: string }) => {
      quietLogs();
      const names = (service ?? Object.keys(modules)) as Consumer[];
      const unknown = names.filter((name) => !(name in modules));
      if (unknown.length > 0) throw new UsageError(`No such service: ${unknown.join(', ')}. There are: ${Object.keys(modules).join(', ')}.`);
      for (const name of names) checkSettings(name);
      const reports: Record<string, Awaited<ReturnType<DeadLetters['replay']>>> = {};
      for (const name of names) reports[name] = await replay(name, filter);
      const failing = Object.values(reports).flatMap(({ stillFailing }) => stillFailing);
      output.answer({ services: reports }, [
        ...Object.entries(reports).map(([name, { replayed }]) => `${name}: ${replayed} handled`),
        ...failing.map(({ consumer, key, error }) => `still failing: ${consumer}, key ${key}: ${error}`),
      ]);
      process.exitCode = failing.length === 0 ? exitCodes.done : exitCodes.failed;
    });
}

/** The service's own wiring without its work: no relay, no consumers, no worker, no port. */
async function replay(name: Consumer, filter: { consumer?: string; key?: string }): Promise<Awaited<ReturnType<DeadLetters['replay']>>> {
  process.env['THROUGHLINE_PASSIVE'] = 'true';
  const context = await NestFactory.createApplicationContext(await modules[name](), { logger: false, abortOnError: false });
  try {
    return await context.get(DeadLetters, { strict: false }).replay(filter);
  } finally {
    await context.close();
  }
}
