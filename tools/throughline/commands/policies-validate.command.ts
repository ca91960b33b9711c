import { Command } from 'commander';
import { exitCodes } from '../exit-codes';
import type { Output } from '../output';
import { faultLine, readPolicyFile } from '../policies/policy-files';

/** Checks files by themselves: no server is asked. */
export function policiesValidateCommand(output: Output): Command {
  return new Command('validate')
    .description('check policy files without a server; exit code 1 if one has a fault')
    .argument('<files...>', 'YAML or JSON, one policy each or several divided by ---')
    .action((files: string[]) => {
      const read = files.map(readPolicyFile);
      const faults = read.flatMap((file) => file.faults);
      const policies = read.flatMap(({ file, documents }) => documents.map(({ kind, id, version }) => ({ file, kind, id, version })));
      output.answer({ ok: faults.length === 0, policies, faults }, [
        ...faults.map(faultLine),
        faults.length === 0 ? `${policies.length} ${policies.length === 1 ? 'policy' : 'policies'}, no fault.` : `${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}.`,
      ]);
      process.exitCode = faults.length === 0 ? exitCodes.done : exitCodes.failed;
    });
}
