import { Command, Option } from 'commander';
import { UsageError } from '../exit-codes';
import type { Output } from '../output';
import { instant, policyName, wholeNumber } from '../policies/arguments';
import { policiesOf } from '../policies/policy-files';
import type { SessionOptions } from '../policies/session';
import { openSession, withSession } from '../policies/session';

interface Tally {
  before: number;
  after: number;
  more: number;
  fewer: number;
}
interface Summary extends Tally {
  previewId: string;
  policyId: string;
  version: number | null;
  inForce: number | null;
  from: string;
  until: string;
  lookedAt: number;
  byOwner: (Tally & { ownerId: string; name: string | null })[];
}
interface Loss {
  at: string;
  because: { text: string };
}
interface Record {
  change: string;
  leadId: string;
  displayName: string | null;
  ownerName: string | null;
  before: Loss | null;
  after: Loss | null;
}
interface Options extends SessionOptions {
  policy?: { kind: string; id: string };
  until?: string;
  past?: string[];
  grandfathering: string;
  graceDays: number;
  records?: boolean;
}

/** Who loses what: under the rules in force, under a file, or in a past period had the file been in force. Changes nothing. */
export function policiesPreviewCommand(output: Output): Command {
  return withSession(new Command('preview'))
    .description('show who loses which lead until a moment, or would have in a past period; changes nothing')
    .argument('[file]', 'a draft; without it the rules in force are looked at')
    .option('--policy <kind/id>', 'which policy, where there is no file, e.g. lead/open-pool', policyName)
    .option('--until <when>', 'a day or an instant (default: the end of today)', instant)
    .option('--past <from-to...>', 'two days or instants: what would have happened between them')
    .addOption(new Option('--grandfathering <rule>', 'what running ownerships do with the draft').choices(['none', 'keep', 'kinder']).default('none'))
    .option('--grace-days <days>', 'days in which the change takes nothing', wholeNumber, 0)
    .option('--records', 'name every lead and its owner')
    .action(async (file: string | undefined, { policy, until, past, grandfathering, graceDays, records, ...session }: Options) => {
      const drafts = file === undefined ? [] : policiesOf([file]);
      if (drafts.length > 1) throw new UsageError('One policy at a time: the file holds several.');
      if (drafts.length === 0 && !policy) throw new UsageError('Name a file, or a policy with --policy.');
      if (past && past.length !== 2) throw new UsageError('--past takes two: from and to.');
      if (policy && policy.kind !== 'lead') throw new UsageError('Only policies of the kind lead have a preview.');
      const api = await openSession(session);
      const period = past && { from: instant(past[0]!), to: instant(past[1]!) };
      const summary = await api.post<Summary>('/v1/policy-previews', {
        ...(drafts[0] ? { document: drafts[0] } : { policyId: policy!.id }),
        ...(until && { until }),
        ...(period && { period }),
        grandfathering,
        graceDays,
      });
      const all = records ? await api.all<Record>(`/v1/policy-previews/${summary.previewId}/records`) : [];
      output.answer({ ...summary, ...(records && { records: all }) }, [...summaryLines(summary), ...all.map(recordLine)]);
    });
}

function summaryLines({ policyId, version, inForce, lookedAt, from, until, before, after, more, fewer, byOwner }: Summary): string[] {
  const rules = version === null ? `version ${inForce}` : `version ${version} instead of ${inForce ?? 'none'}`;
  const change = version === null ? '' : `; with the new rules ${after}: ${more} more, ${fewer} fewer`;
  return [
    `${policyId}, ${rules}: ${lookedAt} ownerships, ${from} to ${until}`,
    `${before} end${change}`,
    ...byOwner.map((owner) => `  ${(owner.name ?? owner.ownerId).padEnd(24)} ${String(owner.before).padStart(5)}${version === null ? '' : ` → ${String(owner.after).padStart(5)}  +${owner.more} −${owner.fewer}`}`),
  ];
}

function recordLine({ change, leadId, displayName, ownerName, before, after }: Record): string {
  const loss = after ?? before;
  return `${change.padEnd(5)} ${leadId}  ${displayName ?? ''}, ${ownerName ?? ''}: ${loss?.at} (${loss?.because.text})`;
}
