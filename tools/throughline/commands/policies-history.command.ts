import { Command } from 'commander';
import type { Output } from '../output';
import type { PolicyApplication } from '../policies/answers';
import { progressText } from '../policies/answers';
import { policyName } from '../policies/arguments';
import type { SessionOptions } from '../policies/session';
import { openSession, withSession } from '../policies/session';

interface Version {
  version: number;
  status: string;
  author: string;
  reason: string;
  effectiveFrom: string;
  savedBy: string;
  savedAt: string;
  activatedAt: string | null;
  retiredAt: string | null;
  retiredBy: string | null;
  retiredBecause: string | null;
  trialSince: string | null;
}
interface Detail {
  versions: Version[];
  pools: { name: string }[];
  people: Record<string, string>;
}

/** All versions of a policy: who wrote each, why, when it came into force, and what it did to what was there before. */
export function policiesHistoryCommand(output: Output): Command {
  return withSession(new Command('history'))
    .description('list the versions of a policy: who wrote them, why and when, and how many deadlines (scores, classes, grades) each has rewritten')
    .argument('<kind/id>', 'e.g. lead/open-pool', policyName)
    .action(async ({ kind, id }: { kind: string; id: string }, session: SessionOptions) => {
      const api = await openSession(session);
      const { versions, pools, people } = await api.get<Detail>(`/v1/policies/${kind}/${encodeURIComponent(id)}`);
      const applications = await api.all<PolicyApplication>(`/v1/policy-applications?kind=${kind}&policy=${encodeURIComponent(id)}`);
      const nameOf = (person: string) => people[person] ?? person;
      output.answer({ kind, id, pools, versions, applications, people }, [
        `${kind}/${id}${pools.length > 0 ? `, of ${pools.map(({ name }) => name).join(', ')}` : ''}`,
        ...versions.flatMap((version) => [
          ...versionLines(version, nameOf),
          ...applications.filter((one) => one.version === version.version).map((one) => applicationLine(one, nameOf)),
        ]),
      ]);
    });
}

function versionLines({ version, status, author, reason, effectiveFrom, savedBy, savedAt, activatedAt, retiredAt, retiredBy, retiredBecause, trialSince }: Version, nameOf: (person: string) => string): string[] {
  const since = activatedAt ? ` ${activatedAt} – ${retiredAt ?? ''}` : trialSince ? `, on trial since ${trialSince}` : '';
  return [
    `version ${version}: ${status}${since}`,
    `  ${author}: ${reason}`,
    `  saved by ${nameOf(savedBy)} at ${savedAt}, for ${effectiveFrom} on`,
    ...(retiredBy ? [`  taken out of force by ${nameOf(retiredBy)}: ${retiredBecause}`] : []),
  ];
}

function applicationLine(application: PolicyApplication, nameOf: (person: string) => string): string {
  const { purpose, grandfathering, graceDays, status, startsAt, requestedBy, requestedAt, finishedAt } = application;
  const what = purpose === 'recompute' ? 'recomputed' : `applied (${grandfathering}${graceDays > 0 ? `, ${graceDays} days of grace` : ''})`;
  const how = status === 'scheduled' ? `, for ${startsAt}` : status === 'withdrawn' ? `, withdrawn at ${finishedAt}` : `, ${finishedAt ? `complete at ${finishedAt}` : 'under way'}${progressText(application)}`;
  return `  ${what} by ${nameOf(requestedBy)} at ${requestedAt}${how}`;
}
