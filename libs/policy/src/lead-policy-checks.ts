import type { z } from 'zod';
import { brokenRule } from './policy-faults';

interface Days {
  quietDays: number;
  refreshDays: number;
  maximumDays: number;
}

/** The parts of a lead policy that have to fit together. */
interface Checked {
  clock: Days & { remindAt: string; cutOff: string };
  resets: { refreshDays?: number | undefined }[];
  mustReach: { what: string; withinDays: number }[];
  firstResponse?: { workingHours: number; managerAfterWorkingHours: number; reassignAfterWorkingHours: number } | undefined;
  exempt: { while: string; fromStage?: string | undefined; tag?: string | undefined }[];
  reminders: { daysBefore: number }[];
  variants: Partial<{ [K in keyof Days]: number | undefined }>[];
}

/** Faults that only the parts of a lead policy together show: rules that could not be kept. */
export function checkLeadPolicy({ clock, resets, mustReach, firstResponse, exempt, reminders, variants }: Checked, context: z.RefinementCtx): void {
  const fault = (message: string, path: (string | number)[], action: string): void => brokenRule(context, path, message, action);
  if (clock.remindAt >= clock.cutOff) fault('must be before the cut-off', ['clock', 'remindAt'], `write a time before ${clock.cutOff}, or end the day later`);

  const before = reminders.map(({ daysBefore }) => daysBefore);
  if (new Set(before).size !== before.length) fault('one reminder for each number of days', ['reminders'], 'put the recipients of both into one');

  const ofResets = resets.flatMap(({ refreshDays }) => refreshDays ?? []);
  checkDays(clock, ['clock', 'maximumDays']);
  variants.forEach((variant, n) => checkDays(withVariant(clock, variant), ['variants', n, 'maximumDays']));
  for (const [n, { withinDays }] of mustReach.entries()) {
    if (withinDays < Math.min(...before)) fault('the last reminder must fit into it', ['mustReach', n, 'withinDays'], `give at least ${Math.min(...before)} days, or remind later`);
  }
  if (new Set(mustReach.map(({ what }) => what)).size !== mustReach.length) fault('each thing to reach once', ['mustReach'], 'keep the one that is meant');

  if (firstResponse) {
    const { workingHours, managerAfterWorkingHours, reassignAfterWorkingHours } = firstResponse;
    if (managerAfterWorkingHours < workingHours) fault('must not be before the target', ['firstResponse', 'managerAfterWorkingHours'], `write ${workingHours} or more`);
    if (reassignAfterWorkingHours < managerAfterWorkingHours) fault('must not be before the manager is told', ['firstResponse', 'reassignAfterWorkingHours'], `write ${managerAfterWorkingHours} or more`);
  }
  for (const [n, rule] of exempt.entries()) {
    if ((rule.while === 'tagged') !== (rule.tag !== undefined)) fault('goes with "tagged", and only with it', ['exempt', n, 'tag'], rule.tag === undefined ? 'name the tag: tag: …' : 'write while: tagged, or take the tag out');
    if (rule.fromStage !== undefined && rule.while !== 'open-deal') fault('goes with "open-deal" only', ['exempt', n, 'fromStage'], 'write while: open-deal, or take it out');
  }

  function checkDays({ quietDays, refreshDays, maximumDays }: Days, path: (string | number)[]): void {
    if (maximumDays < quietDays) fault('must not be less than the quiet days', path, `write ${quietDays} or more`);
    // Else an activity could set the end closer than the lead time of the last warning, and every end would be put off.
    if (Math.min(...before) > Math.min(quietDays, refreshDays, ...ofResets)) fault('the last one must fit into the shortest protection', ['reminders'], `add one that comes at most ${Math.min(quietDays, refreshDays, ...ofResets)} days before the end`);
  }
}

/** The days of the clock where a variant fits. */
export function withVariant<C extends Days>(clock: C, variant: Checked['variants'][number] | undefined): C {
  if (!variant) return clock;
  const { quietDays = clock.quietDays, refreshDays = clock.refreshDays, maximumDays = clock.maximumDays } = variant;
  return { ...clock, quietDays, refreshDays, maximumDays };
}
