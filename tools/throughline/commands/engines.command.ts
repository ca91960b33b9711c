import { startEngines, type EngineName } from '@throughline/embedded/engines';
import { Command } from 'commander';
import { UsageError } from '../exit-codes';
import type { Output } from '../output';
import { stopSignals } from '../stop-signals';

const known = ['postgres', 'kafka', 'temporal', 'test-server'] as const satisfies readonly EngineName[];

/** Only the engines, for those who start the services themselves. */
export function enginesCommand(output: Output): Command {
  return new Command('engines')
    .description('find or start PostgreSQL, Kafka and Temporal, print how to reach them, and keep them until stopped')
    .option('--want <names>', `which, with commas: ${known.join(', ')}`, 'postgres,kafka,temporal')
    .action(async ({ want }: { want: string }) => {
      const names = want.split(',').map((name) => name.trim());
      const unknown = names.filter((name) => !(known as readonly string[]).includes(name));
      if (unknown.length > 0) throw new UsageError(`No such engine: ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
      const { signal, stopped } = stopSignals();
      const engines = await startEngines({ want: names as EngineName[], signal });
      output.answer(engines.env, Object.entries(engines.env).map(([name, value]) => `export ${name}='${value}'`));
      output.note('Ctrl-C stops them; what they hold is kept in ' + engines.stateDir);
      await stopped;
      await engines.stop();
    });
}
