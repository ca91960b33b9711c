import { loadSettings, settingsFor } from '@throughline/config/settings';
import { Command } from 'commander';
import type { Output } from '../output';
import { ensureNamespace } from '../set-up/ensure-namespace';

/** Registers the Temporal namespace and its search attributes where they are missing. */
export function namespaceCommand(output: Output): Command {
  return new Command('namespace')
    .description('make the Temporal namespace and its search attributes where missing')
    .option('--retention-days <days>', 'how long closed processes stay readable in Temporal, whole days', '7')
    .action(async ({ retentionDays }: { retentionDays: string }) => {
      const { TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE } = loadSettings(settingsFor('namespace'));
      const made = await ensureNamespace(TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, Number(retentionDays));
      const lines = [
        made.registered ? `registered the namespace ${TEMPORAL_NAMESPACE}` : `The namespace ${TEMPORAL_NAMESPACE} is there.`,
        ...made.searchAttributes.map((name) => `added the search attribute ${name}`),
      ];
      output.answer({ namespace: TEMPORAL_NAMESPACE, ...made }, lines);
    });
}
