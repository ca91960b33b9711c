import { Command } from 'commander';
import type { KeyingProgress } from '@throughline/services/leads/src/rekey-records/rekey-records.command';
import { besideService } from '../beside-service';
import { quietLogs } from '../one-shot';
import type { Output } from '../output';
import { checkSettings } from '../service-registry';

/** Writes anew by what leads and accounts are found as duplicates: a service does so by itself when it starts; this shows how far it came, and waits. */
export function duplicatesRekeyCommand(output: Output): Command {
  return new Command('rekey')
    .description('write anew by what leads and customers are found as duplicates, where it is missing or of an older version; goes on where it stopped')
    .option('--restart', 'from the first record on, also where it was done')
    .action(async ({ restart }: { restart?: true }) => {
      quietLogs();
      checkSettings('leads');
      const leads = async () => (await import('@throughline/services/leads/src/leads.module')).LeadsModule;
      await besideService(leads, async (service) => {
        const { RekeyRecordsCommand } = await import('@throughline/services/leads/src/rekey-records/rekey-records.command');
        const rekey = service.get(RekeyRecordsCommand, { strict: false });
        if (restart) await rekey.restart();
        const done = await rekey.execute({ onProgress: (progress) => output.note(lineOf(progress)) });
        output.answer({ rekeyed: done }, [lineOf(done)]);
      });
    });
}

function lineOf({ version, step, records, total, removed, afterPage }: KeyingProgress): string {
  const done = `version ${version}: ${records} of ${total} records`;
  if (step === 'done') return `${done}, ${removed} old entries removed, done`;
  return step === 'cleaning' ? `${done}, ${removed} old entries removed up to page ${afterPage}` : `${done}, at the ${step}s`;
}
