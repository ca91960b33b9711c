import { Command } from 'commander';
import type { Output } from '../output';
import type { PolicyApplication } from '../policies/answers';
import { applicationLine } from '../policies/answers';
import { policyName } from '../policies/arguments';
import type { SessionOptions } from '../policies/session';
import { openSession, withSession } from '../policies/session';

interface Version {
  version: number;
  status: string;
  author: string;
  reason: string;
  effectiveFrom: string;
  savedAt: string;
  activatedAt: string | null;
  trialSince: string | null;
}

/** All versions of a policy and how each came into force. */
export function policiesHistoryCommand(output: Output): Command {
  return withSession(new Command('history'))
    .description('list the versions of a policy, who wrote them and why, and how far their changes have come')
    .argument('<kind/id>', 'e.g. lead/open-pool', policyName)
    .action(async ({ kind, id }: { kind: string; id: string }, session: SessionOptions) => {
      const api = await openSession(session);
      const { versions, pools } = await api.get<{ versions: Version[]; pools: { name: string }[] }>(`/v1/policies/${kind}/${encodeURIComponent(id)}`);
      const applications = await api.all<PolicyApplication>(`/v1/policy-applications?kind=${kind}&policy=${encodeURIComponent(id)}`);
      output.answer({ kind, id, pools, versions, applications }, [
        `${kind}/${id}${pools.length > 0 ? `, of ${pools.map(({ name }) => name).join(', ')}` : ''}`,
        ...versions.map(versionLine),
        ...applications.map(applicationLine),
      ]);
    });
}

function versionLine({ version, status, author, reason, effectiveFrom, activatedAt, trialSince }: Version): string {
  const since = activatedAt ? ` since ${activatedAt}` : trialSince ? `, on trial since ${trialSince}` : '';
  return `  ${String(version).padStart(3)}  ${status}${since}  from ${effectiveFrom}  ${author}: ${reason}`;
}
