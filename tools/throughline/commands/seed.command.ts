import { loadSettings, settingsFor } from '@throughline/config/settings';
import { seedCompany } from '@throughline/services/directory/src/seed';
import { seedPool } from '@throughline/services/leads/src/seed';
import { Command } from 'commander';
import { CommandFailed } from '../exit-codes';
import { quietLogs } from '../one-shot';
import type { Output } from '../output';

/** Makes the demo company; what is there already stays as it is. */
export function seedCommand(output: Output): Command {
  return new Command('seed').description('make the demo company: people, units, working calendar (sandbox only)').action(async () => {
    quietLogs();
    const settings = loadSettings(settingsFor('seed'));
    if (!settings.THROUGHLINE_SANDBOX) throw new CommandFailed('The demo company belongs to a sandbox only: set THROUGHLINE_SANDBOX=true where that is meant.');
    const seeded = { ...(await seedCompany(settings)), ...(await seedPool(settings)) };
    output.answer({ seeded }, Object.entries(seeded).map(([what, count]) => `${what}: ${String(count)}`));
  });
}
