import { Command } from 'commander';
import type { Output } from '../output';
import { policyName } from '../policies/arguments';
import type { SessionOptions } from '../policies/session';
import { openSession, withSession } from '../policies/session';

/** Takes a policy out of force that no pool has any more. */
export function policiesRetireCommand(output: Output): Command {
  return withSession(new Command('retire'))
    .description('take a policy out of force that no pool has any more; its versions stay in the history')
    .argument('<kind/id>', 'e.g. lead/fairs-2025', policyName)
    .requiredOption('--reason <text>', 'why; it is kept')
    .action(async ({ kind, id }: { kind: string; id: string }, { reason, ...session }: SessionOptions & { reason: string }) => {
      const api = await openSession(session);
      const policy = await api.post<{ version: number; retiredAt: string }>(`/v1/policies/${kind}/${encodeURIComponent(id)}/retire`, { reason });
      output.answer({ kind, id, version: policy.version, retiredAt: policy.retiredAt }, [`${kind}/${id}: version ${policy.version} retired at ${policy.retiredAt}`]);
    });
}
