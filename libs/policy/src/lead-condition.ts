import { z } from 'zod';

/**
 * What rules of classification and scoring know of a lead, by name: its fields (`country`, `channel`, `businessType` …), `attributes.<name>`,
 * `tags`, `activities` and `activities.<kind>` (how many), `expectedCloseInDays` (calendar days from today, negative once past), `likelihood` (percent).
 */
export type LeadFacts = Readonly<Record<string, string | number | readonly string[] | null | undefined>>;

const text = z.string().min(1).max(200);
const test = z
  .strictObject({
    field: z.string().regex(/^[a-zA-Z][a-zA-Z0-9]*(\.[a-zA-Z][a-zA-Z0-9]*)?$/),
    /** Whether there is a value at all. */
    given: z.boolean().optional(),
    /** One of these, without regard to case; of a list, any of its members. */
    is: z.array(text).min(1).optional(),
    /** Contains one of these, without regard to case. */
    contains: z.array(text).min(1).optional(),
    /** As a number. What is no number fails. */
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
  })
  .refine(({ given, is, contains, atLeast, atMost }) => [given, is, contains, atLeast, atMost].some((part) => part !== undefined), 'says nothing about the field');

type Test = z.infer<typeof test>;
export type LeadCondition = Test | { all: LeadCondition[] } | { any: LeadCondition[] } | { not: LeadCondition };

/** All tests of one field must hold; `all`, `any` and `not` combine. */
export const leadConditionSchema: z.ZodType<LeadCondition> = z.lazy(() =>
  z.union([
    test,
    z.strictObject({ all: z.array(leadConditionSchema).min(1) }),
    z.strictObject({ any: z.array(leadConditionSchema).min(1) }),
    z.strictObject({ not: leadConditionSchema }),
  ]),
);

export type LeadPredicate = (facts: LeadFacts) => boolean;

/** Made once for each rule: an import asks each of them for every row. */
export function predicate(condition: LeadCondition): LeadPredicate {
  if ('all' in condition) {
    const parts = condition.all.map(predicate);
    return (facts) => parts.every((part) => part(facts));
  }
  if ('any' in condition) {
    const parts = condition.any.map(predicate);
    return (facts) => parts.some((part) => part(facts));
  }
  if ('not' in condition) {
    const part = predicate(condition.not);
    return (facts) => !part(facts);
  }
  return fieldTest(condition);
}

function fieldTest({ field, given, is, contains, atLeast, atMost }: Test): LeadPredicate {
  const among = is && new Set(is.map(folded));
  const within = contains?.map(folded);
  const numeric = atLeast !== undefined || atMost !== undefined;
  return (facts) => {
    const value = facts[field];
    const values = valuesOf(value);
    if (given !== undefined && given !== values.length > 0) return false;
    if (among && !values.some((one) => among.has(folded(one)))) return false;
    if (within && !values.some((one) => within.some((part) => folded(one).includes(part)))) return false;
    if (!numeric) return true;
    const number = numberOf(value);
    return number !== undefined && (atLeast === undefined || number >= atLeast) && (atMost === undefined || number <= atMost);
  };
}

function valuesOf(value: LeadFacts[string]): readonly string[] {
  if (value === null || value === undefined || value === '') return [];
  return typeof value === 'object' ? value : [String(value)];
}

/** Of a list, how many members it has. */
function numberOf(value: LeadFacts[string]): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : undefined;
  return value?.length;
}

const folded = (value: string): string => value.trim().toLowerCase();
