import { Command, Option } from 'commander';
import { CommandFailed, exitCodes } from '../exit-codes';
import type { Output } from '../output';
import { applicationLine } from '../policies/answers';
import type { AppliedPool } from '../policies/apply-company';
import { approvalLine, saveApprovals } from '../policies/approval-steps';
import { applyPolicies, applyPools, isUnderWay, watchApplications } from '../policies/apply-company';
import { wholeNumber } from '../policies/arguments';
import { idleLine, isIdle, planCompany, planLines, refusals } from '../policies/company-plan';
import { filedCompany } from '../policies/policy-files';
import type { SessionOptions } from '../policies/session';
import { openSession, withSession } from '../policies/session';

interface Options extends SessionOptions {
  grandfathering: string;
  graceDays: number;
  wait?: number;
  dryRun?: boolean;
}

/** Seconds for which pools wait for their policies to come into force. */
const PATIENCE = 60;

/** Makes the company as its files say: policies come into force, missing pools are opened, others brought in line. Again, it does nothing. */
export function policiesApplyCommand(output: Output): Command {
  return withSession(new Command('apply'))
    .description('bring policies into force on their day and open or change pools, as files say; what is so already is not touched')
    .argument('<paths...>', 'YAML or JSON files of policies and pools, or folders of them')
    .addOption(new Option('--grandfathering <rule>', 'running ownerships: all take it, keep theirs, or have whichever ends later').choices(['none', 'keep', 'kinder']).default('keep'))
    .option('--grace-days <days>', 'days in which the change takes nothing', wholeNumber, 0)
    .option('--wait <seconds>', 'until every change that has begun is complete; exit code 1 when one is not in time', wholeNumber)
    .option('--dry-run', 'only tell what would be done, as diff does')
    .action(async (paths: string[], { grandfathering, graceDays, wait, dryRun, ...session }: Options) => {
      const company = filedCompany(paths);
      const { policies, pools } = company;
      const api = await openSession(session);
      const plan = await planCompany(api, company);
      if (dryRun) return output.answer(plan, planLines(plan));
      const no = refusals(plan);
      if (no.length > 0) throw new CommandFailed(`Nothing was done.\n${no.join('\n')}`);
      if (isIdle(plan)) return output.answer({ applications: [], pools: plan.pools, approvals: plan.approvals }, [idleLine(plan)]);

      const tell = (application: Parameters<typeof applicationLine>[0]) => output.note(applicationLine(application));
      const how = { grandfathering, graceDays, waitMs: (wait ?? PATIENCE) * 1_000, tell };
      const applications = await applyPolicies(api, policies, plan, how);
      // A pool needs its policy in force; that it has come over all running ownerships is waited for only when asked.
      if (plan.pools.some(({ effect }) => effect !== 'nothing')) await watchApplications(api, applications, ({ status }) => status !== 'scheduled', how);
      const approvals = await saveApprovals(api, company.approvals, plan.approvals);
      const done = await applyPools(api, pools, plan, applications, how);
      if (wait !== undefined) await watchApplications(api, applications, () => false, how);
      output.answer({ applications, pools: done, approvals }, [...applications.map((one) => `policy ${applicationLine(one)}`), ...done.map(poolLine), ...approvals.map(approvalLine)]);
      if (done.some(({ effect }) => effect === 'waits')) process.exitCode = exitCodes.failed;
      if (wait !== undefined && applications.some(isUnderWay)) {
        output.note(`Not complete within ${wait} seconds; throughline policies history tells how far it has come.`);
        process.exitCode = exitCodes.failed;
      }
    });
}

function poolLine({ key, name, effect, because, changes }: AppliedPool): string {
  const head = `pool ${key} “${name}”`;
  if (effect === 'waits') return `${head}: waits, ${because}`;
  if (effect === 'nothing') return `${head}: nothing to do`;
  return `${head}: ${effect}${effect === 'changed' ? `: ${changes.map(({ path }) => path).join(', ')}` : ''}`;
}
