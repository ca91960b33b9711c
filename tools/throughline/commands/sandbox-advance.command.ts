import { loadSettings } from '@throughline/config/settings';
import { Command } from 'commander';
import { gatherCast } from '../demo/cast';
import { UsageError } from '../exit-codes';
import { quietLogs } from '../one-shot';
import type { Output } from '../output';

const units = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;

/** Moves the business time of a running sandbox forward, through its API, as the operator of the demo company. */
export function sandboxAdvanceCommand(output: Output): Command {
  return new Command('advance')
    .description('move business time forward; returns when everything that fell due has been done')
    .argument('<duration>', 'e.g. 90m, 12h, 30d, 2w')
    .option('--gateway <url>', 'where the gateway is (default: the one on this machine)')
    .action(async (duration: string, options: { gateway?: string }) => {
      quietLogs();
      const by = parseDuration(duration);
      const gateway = options.gateway?.replace(/\/+$/, '') ?? `http://127.0.0.1:${loadSettings(['GATEWAY_PORT']).GATEWAY_PORT}`;
      const cast = await gatherCast(gateway);
      const operator = cast.as(cast.one('operator'));
      const { now: from } = await operator.get<{ now: string }>('/v1/sandbox/time');
      const to = new Date(Date.parse(from) + by).toISOString();
      await operator.post('/v1/sandbox/time/advance', { to });
      output.answer({ from, to }, [`${from} → ${to}`]);
    });
}

/** @returns milliseconds. @throws UsageError */
export function parseDuration(text: string): number {
  const [, count, unit] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  if (!count || !unit || Number(count) === 0) throw new UsageError(`${text} is no duration: give a number with m, h, d or w, e.g. 30d.`);
  return Number(count) * units[unit as keyof typeof units];
}
