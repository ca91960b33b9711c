import { loadSettings, settingsFor } from '@throughline/config/settings';
import { Command } from 'commander';
import { migrateAll } from '../set-up/migrate-all';
import { quietLogs } from '../one-shot';
import type { Output } from '../output';

/** Makes schemas, login roles and tables; safe to repeat, and to run from several places at once. */
export function migrateCommand(output: Output): Command {
  return new Command('migrate')
    .description('make or update schemas, login roles and tables of every service')
    .option('--sandbox-start <instant>', 'business time of a new sandbox, ISO 8601 (default: now)')
    .action(async ({ sandboxStart }: { sandboxStart?: string }) => {
      quietLogs();
      const done = await migrateAll(loadSettings(settingsFor('migrate')), sandboxStart);
      const count = Object.values(done).flat().length;
      output.answer(
        { migrated: done },
        count === 0 ? ['Every schema is up to date.'] : Object.entries(done).flatMap(([service, names]) => names.map((name) => `${service}: ${name}`)),
      );
    });
}
