import { loadSettings, settingsFor } from '@throughline/config/settings';
import { passwordLinkFor } from '@throughline/services/directory/src/password-link';
import { Command } from 'commander';
import { quietLogs } from '../one-shot';
import type { Output } from '../output';

/** For the first administrator, and for whoever locked himself out: needs the database, not a sign-in. */
export function signInLinkCommand(output: Output): Command {
  return new Command('link')
    .description('give a link with which a person sets the password of a local account; one given before is void')
    .argument('<email>', 'of somebody in the directory')
    .action(async (email: string) => {
      quietLogs();
      const { personId, link, expiresAt } = await passwordLinkFor(loadSettings(settingsFor('sign-in')), email);
      output.answer({ personId, link, expiresAt }, [String(link), `valid once, until ${expiresAt}`]);
    });
}
