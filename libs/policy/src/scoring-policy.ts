import { z } from 'zod';
import { leadConditionSchema } from './lead-condition';
import { policyHeader } from './policy-document';
import { brokenRule } from './policy-faults';

/** fit: who they are; behaviour: what they do; expected-close: when they want to buy; likelihood: what the owner believes. */
export const scoringAreas = ['fit', 'behaviour', 'expected-close', 'likelihood'] as const;
export type ScoringArea = (typeof scoringAreas)[number];

const rule = z.strictObject({
  /** Names the rule in the reasons of a score; unique in the policy. */
  key: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'lower-case letters, digits and dashes'),
  /** The reason as people read it: `Has a company domain`. */
  text: z.string().min(1).max(200),
  when: leadConditionSchema,
  /** Added to the area's points when the condition holds; taken off when negative. */
  points: z.number().int().min(-100).max(100),
});

const area = z.strictObject({
  area: z.enum(scoringAreas),
  /** Its part of the score, in relation to the weights of the other areas. */
  weight: z.number().int().min(0).max(100),
  /** Points before any rule. An area ends between 0 and 100. */
  base: z.number().int().min(0).max(100).default(0),
  rules: z.array(rule),
});

/** How a lead is scored from 0 to 100 and graded A to D. */
export const scoringPolicySchema = z
  .strictObject({
    kind: z.literal('scoring'),
    ...policyHeader,
    areas: z.array(area).min(1),
    /** Least score of each grade; what is below C is D. */
    grades: z.strictObject({ A: z.number().int().min(1).max(100), B: z.number().int().min(1).max(100), C: z.number().int().min(1).max(100) }),
  })
  .superRefine(({ areas, grades }, context) => {
    const fault = (message: string, path: (string | number)[], action: string): void => brokenRule(context, path, message, action);
    const keys = areas.flatMap(({ rules }) => rules.map(({ key }) => key));
    if (new Set(keys).size !== keys.length) fault('rule keys must differ', ['areas'], 'give each rule a key of its own: scores name them');
    if (new Set(areas.map((one) => one.area)).size !== areas.length) fault('each area once', ['areas'], 'put the rules of both into one');
    if (areas.every(({ weight }) => weight === 0)) fault('at least one area must have a weight', ['areas'], 'write a weight above 0');
    if (!(grades.A > grades.B && grades.B > grades.C)) fault('A must be above B, and B above C', ['grades'], 'write the least score of each grade, the highest for A');
  });
export type ScoringPolicy = z.infer<typeof scoringPolicySchema>;
