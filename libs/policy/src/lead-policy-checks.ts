import type { z } from 'zod';

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
  const fault = (message: string, path: (string | number)[]): void => context.addIssue({ code: 'custom', message, path });
  if (clock.remindAt >= clock.cutOff) fault('must be before the cut-off', ['clock', 'remindAt']);

  const before = reminders.map(({ daysBefore }) => daysBefore);
  if (new Set(before).size !== before.length) fault('one reminder for each number of days', ['reminders']);

  const ofResets = resets.flatMap(({ refreshDays }) => refreshDays ?? []);
  checkDays(clock, ['clock', 'maximumDays']);
  variants.forEach((variant, n) => checkDays(withVariant(clock, variant), ['variants', n, 'maximumDays']));
  for (const [n, { withinDays }] of mustReach.entries()) {
    if (withinDays < Math.min(...before)) fault('the last reminder must fit into it', ['mustReach', n, 'withinDays']);
  }
  if (new Set(mustReach.map(({ what }) => what)).size !== mustReach.length) fault('each thing to reach once', ['mustReach']);

  if (firstResponse) {
    const { workingHours, managerAfterWorkingHours, reassignAfterWorkingHours } = firstResponse;
    if (managerAfterWorkingHours < workingHours) fault('must not be before the target', ['firstResponse', 'managerAfterWorkingHours']);
    if (reassignAfterWorkingHours < managerAfterWorkingHours) fault('must not be before the manager is told', ['firstResponse', 'reassignAfterWorkingHours']);
  }
  for (const [n, rule] of exempt.entries()) {
    if ((rule.while === 'tagged') !== (rule.tag !== undefined)) fault('goes with "tagged", and only with it', ['exempt', n, 'tag']);
    if (rule.fromStage !== undefined && rule.while !== 'open-deal') fault('goes with "open-deal" only', ['exempt', n, 'fromStage']);
  }

  function checkDays({ quietDays, refreshDays, maximumDays }: Days, path: (string | number)[]): void {
    if (maximumDays < quietDays) fault('must not be less than the quiet days', path);
    // Else an activity could set the end closer than the lead time of the last warning, and every end would be put off.
    if (Math.min(...before) > Math.min(quietDays, refreshDays, ...ofResets)) fault('the last one must fit into the shortest protection', ['reminders']);
  }
}

/** The days of the clock where a variant fits. */
export function withVariant<C extends Days>(clock: C, variant: Checked['variants'][number] | undefined): C {
  if (!variant) return clock;
  const { quietDays = clock.quietDays, refreshDays = clock.refreshDays, maximumDays = clock.maximumDays } = variant;
  return { ...clock, quietDays, refreshDays, maximumDays };
}
