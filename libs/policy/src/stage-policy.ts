import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import { addWorkingDays, atLocal, localDate, shiftWorkingDays } from '@throughline/calendar/working-time';
import { z } from 'zod';
import { localTimeOfDay, policyHeader } from './policy-document';
import { because } from './because';
import type { Because } from './because';

const stage = z.strictObject({
  key: z.string().regex(/^[a-z_]+$/),
  label: z.string().min(1),
  /** Win probability in whole percent. */
  probability: z.number().int().min(0).max(100),
  /** What must be met before the next stage is entered. */
  milestone: z.strictObject({ key: z.string().regex(/^[a-z_]+$/), label: z.string().min(1) }),
  expectedWorkingDays: z.number().int().min(1).max(365),
  /** Part of the expected time after which the stage is soon overdue. */
  soonRatio: z.number().gt(0).lt(1),
});

/** A pipeline: its stages in order, with one key milestone each and the working time each should take. */
export const stagePolicySchema = z
  .strictObject({ kind: z.literal('pipeline'), ...policyHeader, stages: z.array(stage).min(2), remindAt: localTimeOfDay, cutOff: localTimeOfDay })
  .refine(({ stages }) => new Set(stages.map(({ key }) => key)).size === stages.length, 'stage keys must differ')
  .refine(({ stages }) => new Set(stages.map(({ milestone }) => milestone.key)).size === stages.length, 'milestone keys must differ')
  .refine(({ remindAt, cutOff }) => remindAt < cutOff, 'reminders must come before the cut-off');

export type StagePolicy = z.infer<typeof stagePolicySchema>;
export type Stage = StagePolicy['stages'][number];

export interface StageClockFacts {
  stage: string;
  enteredAt: Date;
}

export interface StageClock {
  /** At the reminder hour of the working day on which the soon ratio of the expected days is reached; always before `overdueAt`. */
  soonAt: Date;
  /** At the cut-off of the last expected working day. */
  overdueAt: Date;
  because: Because;
}

/** @throws RangeError for a stage that the pipeline does not have */
export function stageOf(key: string, policy: StagePolicy): Stage {
  const found = policy.stages.find((candidate) => candidate.key === key);
  if (!found) throw new RangeError(`pipeline ${policy.id} has no stage "${key}"`);
  return found;
}

/** When a stage becomes soon overdue, and overdue. Working days of the calendar. */
export function stageClock(facts: StageClockFacts, policy: StagePolicy, calendar: WorkingCalendar): StageClock {
  const { label, expectedWorkingDays, soonRatio } = stageOf(facts.stage, policy);
  const overdueAt = addWorkingDays(calendar, facts.enteredAt, expectedWorkingDays, policy.cutOff);
  const soonDays = Math.min(expectedWorkingDays, Math.max(1, Math.ceil(expectedWorkingDays * soonRatio)));
  const soonDay = shiftWorkingDays(calendar, localDate(calendar, addWorkingDays(calendar, facts.enteredAt, 0, policy.cutOff)), soonDays);
  return {
    soonAt: atLocal(calendar, soonDay, policy.remindAt),
    overdueAt,
    because: because('expected-time', 'stage-from', { stage: label, days: expectedWorkingDays, on: localDate(calendar, facts.enteredAt) }),
  };
}

export interface StageMoment {
  kind: 'soon-overdue' | 'overdue';
  at: Date;
  because: Because;
}

/** What comes next for an open opportunity: the warning, then overdue, then nothing. A missed warning still comes first. */
export function nextStageMoment(facts: StageClockFacts & { told: readonly StageMoment['kind'][] }, policy: StagePolicy, calendar: WorkingCalendar): StageMoment | null {
  const { soonAt, overdueAt, because } = stageClock(facts, policy, calendar);
  if (facts.told.includes('overdue')) return null;
  return facts.told.includes('soon-overdue') ? { kind: 'overdue', at: overdueAt, because } : { kind: 'soon-overdue', at: soonAt, because };
}

export type MayEnter = { ok: true } | { ok: false; missing: Stage['milestone'][] };

/** A stage is entered only when the milestones of all stages before it are met; going back is free. */
export function mayEnter(stageKey: string, metMilestones: readonly string[], policy: StagePolicy): MayEnter {
  const before = policy.stages.slice(0, policy.stages.indexOf(stageOf(stageKey, policy)));
  const missing = before.map(({ milestone }) => milestone).filter(({ key }) => !metMilestones.includes(key));
  return missing.length === 0 ? { ok: true } : { ok: false, missing };
}
