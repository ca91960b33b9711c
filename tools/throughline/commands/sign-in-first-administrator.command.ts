import { loadSettings, settingsFor } from '@throughline/config/settings';
import { foundCompany } from '@throughline/services/directory/src/password-link';
import { Command } from 'commander';
import { IANAZone } from 'luxon';
import { UsageError } from '../exit-codes';
import { quietLogs } from '../one-shot';
import type { Output } from '../output';

interface Options {
  company: string;
  name: string;
  zone: string;
}

/** Begins in an empty directory. */
export function firstAdministratorCommand(output: Output): Command {
  return new Command('first-administrator')
    .description('enter the company and its first administrator into an empty directory, and give the link that sets his password')
    .argument('<email>')
    .requiredOption('--company <name>', 'name of the whole company: the top of its tree of units')
    .requiredOption('--name <name>', 'of the administrator')
    .requiredOption('--zone <zone>', 'time zone, as Asia/Shanghai')
    .action(async (email: string, { company, name, zone }: Options) => {
      quietLogs();
      if (!/^[^@\s]+@[^@\s]+$/.test(email)) throw new UsageError(`Not an e-mail address: ${email}`);
      if (!IANAZone.isValidZone(zone)) throw new UsageError(`No such time zone: ${zone}`);
      const { personId, link, expiresAt } = await foundCompany(loadSettings(settingsFor('sign-in')), { company, name, email: email.toLowerCase(), zone });
      output.answer({ personId, link, expiresAt }, [String(link), `valid once, until ${expiresAt}`]);
    });
}
