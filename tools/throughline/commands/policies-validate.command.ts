import { Command } from 'commander';
import { exitCodes } from '../exit-codes';
import type { Output } from '../output';
import { counted } from '../policies/answers';
import { faultLine, filesOf, readPolicyFile, twice } from '../policies/policy-files';

/** Checks files by themselves: no server is asked. */
export function policiesValidateCommand(output: Output): Command {
  return new Command('validate')
    .description('check policy files without a server; exit code 1 if one has a fault')
    .argument('<paths...>', 'YAML or JSON files, one policy or pool each or several divided by ---, or folders of them')
    .action((paths: string[]) => {
      const read = filesOf(paths).map(readPolicyFile);
      const faults = [...read.flatMap((file) => file.faults), ...twice(read)];
      const pools = read.flatMap(({ file, pools: filed }) => filed.map(({ key }) => ({ file, key })));
      const policies = read.flatMap(({ file, documents, approvals }) => [...documents, ...approvals].map(({ kind, id, version }) => ({ file, kind, id, version })));
      output.answer({ ok: faults.length === 0, policies, pools, faults }, [
        ...faults.map(faultLine),
        faults.length === 0 ? `${counted(policies.length, 'policy', 'policies')}${pools.length > 0 ? `, ${counted(pools.length, 'pool', 'pools')}` : ''}, no fault.` : `${counted(faults.length, 'fault', 'faults')}.`,
      ]);
      process.exitCode = faults.length === 0 ? exitCodes.done : exitCodes.failed;
    });
}
