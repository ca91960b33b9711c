import { DateTime } from 'luxon';
import type { NoticeChoices } from '../notice-choices/notice-choices';
import type { NoticeKind } from '../notice-views/notices.dto';

export const channels = ['mail', 'webhook', 'push'] as const;
export type Channel = (typeof channels)[number];

export interface Plan {
  dueAt: Date;
  digest: 'hourly' | 'daily' | null;
}

/** When, and together with what, a notice made at that moment goes by a channel; undefined: not at all. */
export function planOf(choices: NoticeChoices, channel: Channel, kind: NoticeKind, madeAt: Date, zone: string): Plan | undefined {
  const mode = choices[channel][kind] ?? 'at-once';
  if (mode === 'off') return undefined;
  const local = localTimeOf(madeAt, zone);
  if (mode === 'daily') return { dueAt: nextAt(local, choices.dailyAt), digest: 'daily' };
  const due = mode === 'hourly' ? local.startOf('hour').plus({ hours: 1 }) : local;
  const disturbs = kind === 'escalated' && !choices.quietEscalated;
  return { dueAt: disturbs ? due.toJSDate() : afterQuiet(choices.quietHours, due), digest: mode === 'hourly' ? 'hourly' : null };
}

/** A zone that nobody knows counts as UTC: a notice is sent all the same. */
function localTimeOf(at: Date, zone: string): DateTime {
  const local = DateTime.fromJSDate(at, { zone });
  return local.isValid ? local : DateTime.fromJSDate(at, { zone: 'utc' });
}

/** The first moment after it at that time of day; where clocks skip the time, the moment after. */
function nextAt(local: DateTime, time: string): Date {
  const [hour, minute] = time.split(':').map(Number) as [number, number];
  const today = local.set({ hour, minute, second: 0, millisecond: 0 });
  return (today > local ? today : local.plus({ days: 1 }).set({ hour, minute, second: 0, millisecond: 0 })).toJSDate();
}

function afterQuiet(quiet: NoticeChoices['quietHours'], due: DateTime): Date {
  if (!quiet) return due.toJSDate();
  const time = due.toFormat('HH:mm');
  const { from, to } = quiet;
  const within = from < to ? time >= from && time < to : time >= from || time < to;
  return within ? nextAt(due, to) : due.toJSDate();
}
