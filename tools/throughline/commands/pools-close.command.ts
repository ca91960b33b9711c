import { Command } from 'commander';
import { exitCodes } from '../exit-codes';
import type { Output } from '../output';
import { counted, number } from '../policies/answers';
import { wholeNumber } from '../policies/arguments';
import { poolByKey } from '../policies/known-pools';
import type { SessionOptions } from '../policies/session';
import { openSession, withSession } from '../policies/session';

interface Options extends SessionOptions {
  reason: string;
  moveTo?: string;
  graceDays: number;
  wait?: number;
}
interface Closing {
  leads: { available: number; owned: number };
  closed: { moved: number } | null;
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Closes a pool; what is in it goes to another one. */
export function poolsCloseCommand(output: Output): Command {
  return withSession(new Command('close'))
    .description('close a pool; refused while leads are in it, unless --move-to says where they go')
    .argument('<key>')
    .requiredOption('--reason <text>', 'why; it is kept')
    .option('--move-to <key>', 'the pool that its free and owned leads go to; who owns one keeps it, by the rules there')
    .option('--grace-days <days>', 'days in which the rules there take nothing', wholeNumber, 0)
    .option('--wait <seconds>', 'until the last lead has gone; exit code 1 when it has not in time', wholeNumber)
    .action(async (key: string, { reason, moveTo, graceDays, wait, ...session }: Options) => {
      const api = await openSession(session);
      const { poolId } = await poolByKey(api, key);
      const to = moveTo === undefined ? undefined : (await poolByKey(api, moveTo)).poolId;
      let { left } = await api.post<{ left: number }>(`/v1/pools/${poolId}/close`, { reason, graceDays, ...(to && { moveTo: to }) });
      let moved = 0;
      for (const giveUpAt = Date.now() + (wait ?? 0) * 1_000; left > 0 && Date.now() < giveUpAt; ) {
        await pause(300);
        const { leads, closed } = await api.get<Closing>(`/v1/pools/${poolId}`);
        left = leads.available + leads.owned;
        moved = closed?.moved ?? 0;
        output.note(`${number(moved)} moved, ${number(left)} left`);
      }
      output.answer({ key, poolId, status: 'closed', moved, left }, [`${key} is closed.${left > 0 ? ` ${counted(left, 'lead is', 'leads are')} on the way to ${moveTo}.` : moved > 0 ? ` ${counted(moved, 'lead has', 'leads have')} gone to ${moveTo}.` : ''}`]);
      if (wait !== undefined && left > 0) process.exitCode = exitCodes.failed;
    });
}
