import { loadSettings, settingsFor } from '@throughline/config/settings';
import { queues } from '@throughline/process-contracts/queues';
import { Command } from 'commander';
import { UsageError } from '../exit-codes';
import { runUntilStopped } from '../run-until-stopped';

/** The queues that are worked here. A service's own queue is worked inside `serve`, beside the commands that its activities call. */
const workable = [queues.processes] as const;

/** Runs the worker of the processes that span services, with the triggers that start them from events. */
export function workCommand(): Command {
  return new Command('work')
    .description('run the worker of the processes that span services, and their triggers, until stopped')
    .argument('<queue...>', workable.join(', '))
    .action(async (names: string[]) => {
      const unknown = names.filter((name) => !(workable as readonly string[]).includes(name));
      if (unknown.length > 0) {
        throw new UsageError(`No such queue here: ${unknown.join(', ')}. There is: ${workable.join(', ')}. A service's own queue is worked by \`throughline serve <service>\`.`);
      }
      const settings = loadSettings(settingsFor('worker'));
      // Only now: the worker brings Temporal's native core with it, which no other command needs.
      const { work } = await import('@throughline/worker/main');
      await runUntilStopped('worker', () => work(settings, [...workable]));
    });
}
