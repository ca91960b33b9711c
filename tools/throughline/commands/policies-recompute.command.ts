import { Command } from 'commander';
import { exitCodes } from '../exit-codes';
import type { Output } from '../output';
import type { PolicyApplication } from '../policies/answers';
import { applicationLine } from '../policies/answers';
import { isUnderWay, watchApplications } from '../policies/apply-company';
import { policyName, wholeNumber } from '../policies/arguments';
import type { SessionOptions } from '../policies/session';
import { openSession, withSession } from '../policies/session';

/** Has scores, classes or grades computed once more by the version in force. */
export function policiesRecomputeCommand(output: Output): Command {
  return withSession(new Command('recompute'))
    .description('compute scores (scoring/standard), classes (classification/standard) or grades (account/accounts) of everything once more')
    .argument('<kind/id>', 'e.g. scoring/standard', policyName)
    .option('--wait <seconds>', 'until it is complete; exit code 1 when it is not in time', wholeNumber)
    .action(async ({ kind, id }: { kind: string; id: string }, { wait, ...session }: SessionOptions & { wait?: number }) => {
      const api = await openSession(session);
      const applications = [await api.post<PolicyApplication>(`/v1/policies/${kind}/${encodeURIComponent(id)}/recompute`)];
      const tell = (application: PolicyApplication) => output.note(applicationLine(application));
      await watchApplications(api, applications, () => false, { grandfathering: 'none', graceDays: 0, waitMs: (wait ?? 0) * 1_000, tell });
      output.answer({ application: applications[0] }, applications.map(applicationLine));
      if (wait !== undefined && applications.some(isUnderWay)) process.exitCode = exitCodes.failed;
    });
}
