import { Command } from 'commander';
import { CommandFailed } from '../exit-codes';
import type { Output } from '../output';
import type { PolicyApplication } from '../policies/answers';
import { applicationLine } from '../policies/answers';
import { policyName } from '../policies/arguments';
import type { SessionOptions } from '../policies/session';
import { openSession, withSession } from '../policies/session';

/** Takes back a change that still waits for its day. */
export function policiesWithdrawCommand(output: Output): Command {
  return withSession(new Command('withdraw'))
    .description('take back a change that waits for its day; the version stays as a draft')
    .argument('<kind/id>', 'e.g. lead/open-pool', policyName)
    .action(async ({ kind, id }: { kind: string; id: string }, session: SessionOptions) => {
      const api = await openSession(session);
      const applications = await api.all<PolicyApplication>(`/v1/policy-applications?kind=${kind}&policy=${encodeURIComponent(id)}`);
      const waiting = applications.find(({ status }) => status === 'scheduled') ?? applications.find(({ status }) => status === 'running');
      if (!waiting) throw new CommandFailed(`No change of ${kind}/${id} waits for its day.`);
      const application = await api.post<PolicyApplication>(`/v1/policy-applications/${waiting.applicationId}/withdraw`);
      output.answer({ application }, [applicationLine(application)]);
    });
}
