import type { INestApplicationContext } from '@nestjs/common';
import { systemPrincipal, type Principal } from '@throughline/access/principal';
import { withContext } from '@throughline/observability/context';
import type { DeadNotice, WhichDeadNotices } from '@throughline/services/worklist/src/dead-notices/dead-notices.dto';
import { Command } from 'commander';
import { besideService } from '../beside-service';
import { UsageError } from '../exit-codes';
import { quietLogs } from '../one-shot';
import type { Output } from '../output';
import { checkSettings } from '../service-registry';

const channels = ['mail', 'webhook', 'push'] as const;
interface Filter {
  channel?: string;
  person?: string;
}
interface Choice extends Filter {
  all?: true;
}

/** Notices that could not be delivered: to look at, and to send again or drop after the cause has been mended. */
export function noticesCommand(output: Output): Command {
  return new Command('notices').description('Notices that could not be delivered.').addCommand(deadCommand(output)).addCommand(retryCommand(output)).addCommand(dropCommand(output));
}

function deadCommand(output: Output): Command {
  return filtered(new Command('dead').description('list notices that could not be delivered, the oldest first')).action(async ({ channel, person }: Filter) => {
    const which = filterOf({ channel, person });
    const items: DeadNotice[] = [];
    await inWorklist(async (worklist, by) => {
      const { DeadNoticesViews } = await import('@throughline/services/worklist/src/dead-notices/dead-notices.views');
      const views = worklist.get(DeadNoticesViews, { strict: false });
      for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
        const page = await views.list({ ...which, limit: 200, cursor }, by);
        items.push(...page.items);
        cursor = page.next;
      }
    });
    output.answer({ items }, items.length === 0 ? ['None.'] : items.map(({ id, channel: by, person: to, attempts, error, diedAt }) => `${id}  ${diedAt}  ${by.padEnd(7)}  ${to.name ?? to.id}: ${error ?? ''} (${attempts} attempts)`));
  });
}

function retryCommand(output: Output): Command {
  return filtered(new Command('retry').description('send notices again, as if for the first time').argument('[id...]', 'as `notices dead` lists them').option('--all', 'all of them, of a channel or a person where that is said'))
    .action(async (ids: string[], choice: Choice) => {
      const which = whichOf(ids, choice);
      const retried = await inWorklist(async (worklist, by) => {
        const { RetryDeadNoticesCommand } = await import('@throughline/services/worklist/src/retry-dead-notices/retry-dead-notices.command');
        const command = worklist.get(RetryDeadNoticesCommand, { strict: false });
        return toTheEnd(async () => command.execute(which, by).then(({ retried: count, more }) => ({ count, more })));
      });
      output.answer({ retried }, [`${retried} will be sent again.`]);
    });
}

function dropCommand(output: Output): Command {
  return filtered(new Command('drop').description('give notices up for good').argument('[id...]', 'as `notices dead` lists them').option('--all', 'all of them, of a channel or a person where that is said'))
    .requiredOption('--reason <text>', 'why; it is kept')
    .action(async (ids: string[], { reason, ...choice }: Choice & { reason: string }) => {
      const which = whichOf(ids, choice);
      const dropped = await inWorklist(async (worklist, by) => {
        const { DropDeadNoticesCommand } = await import('@throughline/services/worklist/src/drop-dead-notices/drop-dead-notices.command');
        const command = worklist.get(DropDeadNoticesCommand, { strict: false });
        return toTheEnd(async () => command.execute({ ...which, reason }, by).then(({ dropped: count, more }) => ({ count, more })));
      });
      output.answer({ dropped }, [`${dropped} are dropped.`]);
    });
}

const filtered = (command: Command): Command => command.option('--channel <name>', `only these: ${channels.join(', ')}`).option('--person <id>', 'only of this person');

/** @throws UsageError */
function filterOf({ channel, person }: Filter): Pick<WhichDeadNotices, 'channel' | 'personId'> {
  const known = channels.find((name) => name === channel);
  if (channel !== undefined && !known) throw new UsageError(`No such channel: ${channel}. There are: ${channels.join(', ')}.`);
  if (person !== undefined) requireIds([person]);
  return { channel: known, personId: person };
}

/** @throws UsageError */
function whichOf(ids: string[], { all, ...filter }: Choice): WhichDeadNotices {
  const of = filterOf(filter);
  if (ids.length > 0 === (all === true)) throw new UsageError('Say either which, by id, or --all.');
  if (ids.length > 0 && (of.channel ?? of.personId) !== undefined) throw new UsageError('--channel and --person go with --all.');
  requireIds(ids);
  return all ? { all, ...of } : { ids };
}

function requireIds(ids: string[]): void {
  const wrong = ids.find((id) => !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id));
  if (wrong !== undefined) throw new UsageError(`${wrong} is no id.`);
}

async function toTheEnd(act: () => Promise<{ count: number; more: boolean }>): Promise<number> {
  for (let sum = 0; ; ) {
    const { count, more } = await act();
    sum += count;
    if (!more) return sum;
  }
}

/** As the operator. */
function inWorklist<T>(work: (worklist: INestApplicationContext, by: Principal) => Promise<T>): Promise<T> {
  quietLogs();
  checkSettings('worklist');
  const by = systemPrincipal('operator');
  const worklist = async () => (await import('@throughline/services/worklist/src/worklist.module')).WorklistModule;
  return besideService(worklist, (service) => withContext({ principal: { personId: by.personId, authType: 'system' } }, () => work(service, by)));
}
