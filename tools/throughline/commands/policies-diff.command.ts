import type { PolicyChange } from '@throughline/policy/policy-diff';
import { Command } from 'commander';
import { exitCodes } from '../exit-codes';
import type { Output } from '../output';
import { wholeNumber } from '../policies/arguments';
import { policiesOf } from '../policies/policy-files';
import type { SessionOptions } from '../policies/session';
import { openSession, withSession } from '../policies/session';

interface Difference {
  kind: string;
  id: string;
  from: number | null;
  to: number;
  changes: PolicyChange[];
}

/** What a file would change. */
export function policiesDiffCommand(output: Output): Command {
  return withSession(new Command('diff'))
    .description('show what policy files would change, rule by rule; exit code 1 with --exit-code where something does')
    .argument('<files...>', 'YAML or JSON')
    .option('--from <version>', 'compare with this version (default: the one in force)', wholeNumber)
    .option('--exit-code', 'end with 1 when there are changes')
    .action(async (files: string[], { from, exitCode, ...session }: SessionOptions & { from?: number; exitCode?: boolean }) => {
      const policies = policiesOf(files);
      const api = await openSession(session);
      const differences: Difference[] = [];
      for (const document of policies) differences.push(await api.post<Difference>('/v1/policies/diff', { document, ...(from && { from }) }));
      output.answer({ differences }, differences.flatMap(differenceLines));
      if (exitCode && differences.some(({ changes }) => changes.length > 0)) process.exitCode = exitCodes.failed;
    });
}

function differenceLines({ kind, id, from, to, changes }: Difference): string[] {
  const head = from === null ? `${kind}/${id}: version ${to} is the first` : `${kind}/${id}: version ${from} → ${to}${changes.length === 0 ? ', the same rules' : ''}`;
  return [head, ...changes.map(changeLine)];
}

function changeLine({ path, before, after }: PolicyChange): string {
  if (before === undefined) return `  + ${path}: ${JSON.stringify(after)}`;
  if (after === undefined) return `  - ${path}: ${JSON.stringify(before)}`;
  return `  ~ ${path}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`;
}
