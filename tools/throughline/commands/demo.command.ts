import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { repositoryRoot } from '@throughline/embedded/repository';
import { Command, InvalidArgumentError } from 'commander';
import { runStory } from '../demo/story';
import { exitCodes, UsageError } from '../exit-codes';
import { KafkaWatch } from '../kafka-watch';
import { quietLogs } from '../one-shot';
import type { Output } from '../output';
import { reconcileNow } from '../reconcile';
import { startInstallation, type Installation } from '../set-up/installation';
import { stopSignals } from '../stop-signals';

interface DemoOptions {
  once?: true;
  leads?: string;
  mapping?: string;
  days: number;
  seed: string;
}

/** The main job: engines, services and a company are started, a file of leads goes in, and deals come out as cash. */
export function demoCommand(output: Output): Command {
  return new Command('demo')
    .description('start everything on this machine and carry a file of leads to cash; then stay up')
    .option('--once', 'end after the story: exit code 0 if all is clean, else 1')
    .option('--leads <file>', 'your own list of leads, CSV or XLSX (default: a generated one)')
    .option('--mapping <file>', 'how the columns of --leads are to be read, JSON (see deploy/mappings)')
    .option('--days <n>', 'how many days the story lasts', wholeDays, 120)
    .option('--seed <text>', 'another word, another story', 'throughline')
    .action(async (options: DemoOptions) => {
      const leads = ownLeads(options);
      quietLogs();
      const { signal, stopped } = stopSignals();
      const interrupted = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
      interrupted.catch(() => undefined);
      const installation = await startInstallation(output, signal);
      try {
        const faults = await Promise.race([tell(installation, options, leads, output), interrupted]);
        process.exitCode = faults.length === 0 ? exitCodes.done : exitCodes.failed;
        if (options.once) return;
        output.line(`\nEverything stays up at ${installation.gateway} until Ctrl-C.`);
        await stopped;
        output.note('Stopping: what is under way is finished, what is stored is kept.');
      } finally {
        await installation.stop();
      }
    });
}

async function tell(installation: Installation, options: DemoOptions, leads: { file: string; mapping: string } | undefined, output: Output): Promise<string[]> {
  const { env, gateway } = installation;
  const brokers = (env['KAFKA_BROKERS'] ?? '').split(',');
  let watch: KafkaWatch | undefined;
  try {
    const result = await runStory({
      gateway,
      ...(leads && { leads }),
      defaultMapping: resolve(repositoryRoot(), 'deploy/mappings/companies.json'),
      days: options.days,
      seed: options.seed,
      print: (line) => output.line(line),
      listen: async (happenings) => {
        watch = await KafkaWatch.open(brokers, 'story', {
          onEvent: (event) => happenings.add(event),
          onError: (error, record) => output.note(record ? `a record on ${record.topic} is no event of ours: ${error.message}` : error.message),
        });
      },
      reconcile: () => reconcileNow({ address: env['TEMPORAL_ADDRESS'], namespace: env['TEMPORAL_NAMESPACE'] }, env['THROUGHLINE_TENANT'] ?? 'demo', true),
    });
    for (const line of whereToLook(installation, brokers)) output.line(line);
    for (const fault of result.faults) output.line(`NOT CLEAN: ${fault}`);
    if (output.isJson) output.answer({ ...result, gateway }, []);
    return result.faults;
  } finally {
    await watch?.close();
  }
}

function whereToLook({ gateway, env }: Installation, brokers: readonly string[]): string[] {
  return [
    '',
    'Where to look next:',
    `  the whole thing, and whom to sign in as   ${gateway}/`,
    `  its API                                   ${gateway}/docs`,
    ...(env['TEMPORAL_UI'] ? [`  running processes                         ${env['TEMPORAL_UI']}/namespaces/${env['TEMPORAL_NAMESPACE']}/workflows`] : []),
    `  deals on Kafka                            kcat -C -b ${brokers[0]} -t throughline.deals -o beginning -f '%k %h\\n%s\\n'`,
    '  all is well?                              npm run throughline -- doctor',
  ];
}

/** Told before anything is started: a wrong file name should not cost a minute. @throws UsageError */
function ownLeads({ leads, mapping }: DemoOptions): { file: string; mapping: string } | undefined {
  if (!leads && !mapping) return undefined;
  if (!leads || !mapping) throw new UsageError('--leads and --mapping go together: the one is your file, the other says how its columns are read.');
  for (const file of [leads, mapping]) if (!existsSync(file)) throw new UsageError(`There is no file ${resolve(file)}.`);
  return { file: resolve(leads), mapping: resolve(mapping) };
}

function wholeDays(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > 1_000) throw new InvalidArgumentError('A whole number of days from 1 to 1000.');
  return days;
}
