import { Command } from 'commander';
import { exitCodes } from '../exit-codes';
import type { Output } from '../output';
import { wholeNumber } from '../policies/arguments';
import { isIdle, planCompany, planLines } from '../policies/company-plan';
import { filedCompany } from '../policies/policy-files';
import type { SessionOptions } from '../policies/session';
import { openSession, withSession } from '../policies/session';

/** What files would change. */
export function policiesDiffCommand(output: Output): Command {
  return withSession(new Command('diff'))
    .description('show what files of policies and pools would change, rule by rule; exit code 1 with --exit-code where something does')
    .argument('<paths...>', 'YAML or JSON files, or folders of them')
    .option('--from <version>', 'compare with this version (default: the one in force)', wholeNumber)
    .option('--exit-code', 'end with 1 when something would change')
    .action(async (paths: string[], { from, exitCode, ...session }: SessionOptions & { from?: number; exitCode?: boolean }) => {
      const company = filedCompany(paths);
      const plan = await planCompany(await openSession(session), company, from);
      output.answer(plan, planLines(plan));
      if (exitCode && !isIdle(plan)) process.exitCode = exitCodes.failed;
    });
}
