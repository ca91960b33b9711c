import { z } from 'zod';

export type LeadFact = string | number | readonly string[] | null | undefined;
/**
 * What rules of classification and scoring know of a lead, by name: its fields (`country`, `channel`, `businessType` …), `attributes.<name>`,
 * `tags`, `activities` and `activities.<kind>` (how many), `expectedCloseInDays` (calendar days from today, negative once past), `likelihood` (percent).
 * `a.b` is found under that name, or as `b` of the group `a`: an import has no time to copy attributes.
 */
export interface LeadFacts {
  readonly [name: string]: LeadFact | Readonly<Record<string, string | number>>;
}

const text = z.string().min(1).max(200);
const test = z
  .strictObject({
    field: z.string().regex(/^[a-zA-Z][a-zA-Z0-9]*(\.[a-zA-Z][a-zA-Z0-9]*)?$/, 'a field such as country or attributes.size'),
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
  .refine(({ given, is, contains, atLeast, atMost }) => [given, is, contains, atLeast, atMost].some((part) => part !== undefined), { error: 'says nothing about the field', params: { action: 'add given, is, contains, atLeast or atMost' } });

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

/** One closure for each thing that is said, none that is not: most rules only ask whether there is a value. */
function fieldTest({ field, given, is, contains, atLeast, atMost }: Test): LeadPredicate {
  const tests: ((value: LeadFact) => boolean)[] = [];
  if (given !== undefined) tests.push((value) => isGiven(value) === given);
  if (is) {
    const among = new Set(is.map(folded));
    tests.push((value) => anyOf(value, (one) => among.has(one) || among.has(folded(one))));
  }
  if (contains) {
    const parts = contains.map(folded);
    tests.push((value) => anyOf(value, (one) => parts.some((part) => folded(one).includes(part))));
  }
  if (atLeast !== undefined || atMost !== undefined) {
    tests.push((value) => {
      const number = numberOf(value);
      return number !== undefined && (atLeast === undefined || number >= atLeast) && (atMost === undefined || number <= atMost);
    });
  }
  const read = reader(field);
  const [only, ...more] = tests;
  return more.length === 0 ? (facts) => only!(read(facts)) : (facts) => tests.every((one) => one(read(facts)));
}

function reader(field: string): (facts: LeadFacts) => LeadFact {
  const [group, name] = field.split('.') as [string, string | undefined];
  if (name === undefined) return (facts) => facts[field] as LeadFact;
  return (facts) => {
    const members = facts[group];
    const known = typeof members === 'object' && members !== null && !Array.isArray(members) ? (members as Readonly<Record<string, string | number>>)[name] : undefined;
    return known ?? (facts[field] as LeadFact);
  };
}

function isGiven(value: LeadFact): boolean {
  return value !== null && value !== undefined && value !== '' && !(typeof value === 'object' && value.length === 0);
}

function anyOf(value: LeadFact, test: (text: string) => boolean): boolean {
  if (typeof value === 'string') return value !== '' && test(value);
  if (value === null || value === undefined) return false;
  return typeof value === 'number' ? test(String(value)) : value.some(test);
}

/** Of a list, how many members it has. */
function numberOf(value: LeadFact): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : undefined;
  return value?.length;
}

const folded = (value: string): string => value.trim().toLowerCase();
