import { Command } from 'commander';
import { UsageError } from '../exit-codes';
import type { Output } from '../output';
import { counted } from '../policies/answers';
import { wholeNumber } from '../policies/arguments';
import type { PoolLine } from '../policies/known-pools';
import { allPools, poolByKey } from '../policies/known-pools';
import type { SessionOptions } from '../policies/session';
import { openSession, withSession } from '../policies/session';
import { poolsCloseCommand } from './pools-close.command';

/** Pools one by one; `policies apply` opens and changes them as files say. */
export function poolsCommand(output: Output): Command {
  return new Command('pools')
    .description('The pools of the company. `policies apply` opens and changes them by files.')
    .addCommand(listCommand(output))
    .addCommand(openCommand(output))
    .addCommand(changeCommand(output))
    .addCommand(bindCommand(output))
    .addCommand(poolsCloseCommand(output));
}

function listCommand(output: Output): Command {
  return withSession(new Command('list')).description('list the pools with their policies').action(async (session: SessionOptions) => {
    const pools = await allPools(await openSession(session));
    output.answer({ pools }, pools.map(poolText));
  });
}

function openCommand(output: Output): Command {
  return withSession(new Command('open'))
    .description('open a pool under a policy that is in force')
    .argument('<key>', 'by which files and people will name it, for ever')
    .requiredOption('--name <name>', 'as people see it')
    .requiredOption('--unit <path>', 'the unit that it is open to, e.g. 1. or 1.2.')
    .requiredOption('--policy <id>', 'its policy of the kind lead')
    .option('--hide <fields...>', 'what nobody sees of a lead before he owns it')
    .option('--takes <types...>', 'business types whose leads enter it where they name no pool')
    .action(async (key: string, { name, unit, policy, hide = [], takes = [], ...session }: SessionOptions & { name: string; unit: string; policy: string; hide?: string[]; takes?: string[] }) => {
      const pool = await (await openSession(session)).post<PoolLine>('/v1/pools', { key, name, unit, policyId: policy, hiddenFields: hide, takes });
      output.answer(pool, [poolText(pool)]);
    });
}

function changeCommand(output: Output): Command {
  return withSession(new Command('change'))
    .description('rename a pool, open it to another unit, hide other fields in it, have it take other business types')
    .argument('<key>')
    .option('--name <name>')
    .option('--unit <path>')
    .option('--hide [fields...]', 'these and no others; with none: nothing is hidden')
    .option('--takes [types...]', 'these business types and no others; with none: it is general')
    .action(async (key: string, { name, unit, hide, takes, ...session }: SessionOptions & { name?: string; unit?: string; hide?: string[] | true; takes?: string[] | true }) => {
      if (name === undefined && unit === undefined && hide === undefined && takes === undefined) throw new UsageError('Say what is to change: --name, --unit, --hide or --takes.');
      const api = await openSession(session);
      const { poolId } = await poolByKey(api, key);
      const pool = await api.patch<PoolLine>(`/v1/pools/${poolId}`, { name, unit, ...(hide !== undefined && { hiddenFields: hide === true ? [] : hide }), ...(takes !== undefined && { takes: takes === true ? [] : takes }) });
      output.answer(pool, [poolText(pool)]);
    });
}

function bindCommand(output: Output): Command {
  return withSession(new Command('bind'))
    .description('put a pool under another policy; running ownerships take its rules in the same moment')
    .argument('<key>')
    .option('--policy <id>', 'of the kind lead')
    .option('--grace-days <days>', 'days in which the change takes nothing', wholeNumber, 0)
    .option('--assignment <id>', 'of the kind assignment, by which its leads are given out; none: by hand only')
    .action(async (key: string, { policy, graceDays, assignment, ...session }: SessionOptions & { policy?: string; graceDays: number; assignment?: string }) => {
      if (policy === undefined && assignment === undefined) throw new UsageError('Say which: --policy or --assignment.');
      const api = await openSession(session);
      const { poolId } = await poolByKey(api, key);
      const bound = policy === undefined ? undefined : await api.put<{ rewritten: number; graced: number }>(`/v1/pools/${poolId}/policy`, { policyId: policy, graceDays });
      if (assignment !== undefined) await api.put(`/v1/pools/${poolId}/assignment-policy`, { policyId: assignment === 'none' ? null : assignment });
      const pool = await poolByKey(api, key);
      output.answer({ ...pool, ...bound }, [poolText(pool), ...(bound ? [`  ${counted(bound.rewritten, 'deadline', 'deadlines')} rewritten, ${bound.graced} with grace`] : [])]);
    });
}

function poolText({ key, name, unit, policy, assignmentPolicyId, takes, status }: PoolLine): string {
  const rules = `lead/${policy.id} version ${policy.version}${assignmentPolicyId ? `, assignment/${assignmentPolicyId}` : ''}`;
  const taken = takes.length > 0 ? `; takes ${takes.join(', ')}` : '';
  return `${key.padEnd(20)} ${status === 'closed' ? 'closed, ' : ''}“${name}”, open to ${unit}: ${rules}${taken}`;
}
