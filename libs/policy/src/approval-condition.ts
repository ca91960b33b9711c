import { Decimal } from 'decimal.js';
import { z } from 'zod';

/** A decimal as text: `184000.00`. It never goes through a float. */
export const decimalText = /^-?\d{1,15}(\.\d{1,4})?$/;
const decimal = z.string().regex(decimalText, 'a decimal in quotes, such as "10" or "100000.00"');
const fieldName = z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]*$/, 'the name of a field, such as amount');
const op = z.enum(['>', '>=', '<', '<=', '=', '!=']);
const text = z.string().min(1).max(200);

const always = z.strictObject({ always: z.literal(true) });
/** As decimals. A field that the request lacks, or that is no decimal, fails. */
const comparison = z.strictObject({ field: fieldName, op, value: decimal });
/** Text, without regard to case. */
const equality = z.strictObject({ field: fieldName, equals: text });
const membership = z.strictObject({ field: fieldName, in: z.array(text).min(1) });
/** Over the lines of the request: all of them, or those where something holds. Of no line, sum and count are 0, and max and min fail. */
const aggregate = z.strictObject({
  aggregate: z.enum(['sum', 'max', 'min', 'count']),
  /** The field of a line; count needs none. */
  of: fieldName.optional(),
  get where() {
    return conditionSchema.optional();
  },
  op,
  value: decimal,
});

type Comparison = z.infer<typeof comparison>;
type Equality = z.infer<typeof equality>;
type Membership = z.infer<typeof membership>;
export interface AggregateTest {
  aggregate: 'sum' | 'max' | 'min' | 'count';
  of?: string | undefined;
  where?: Condition | undefined;
  op: Comparison['op'];
  value: string;
}
/** One test, without `all`, `any` and `not`. */
export type ApprovalTest = Comparison | Equality | Membership | AggregateTest;
export type Condition = { always: true } | ApprovalTest | { all: Condition[] } | { any: Condition[] } | { not: Condition };

/** What has to be so for a leg, or for a whole approval, to be asked for. */
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    always,
    comparison,
    equality,
    membership,
    aggregate,
    z.strictObject({ all: z.array(conditionSchema).min(1) }),
    z.strictObject({ any: z.array(conditionSchema).min(1) }),
    z.strictObject({ not: conditionSchema }),
  ]),
);

export type Fields = Readonly<Record<string, string>>;

/** What conditions test: decimals and words as text, the same on each line. */
export interface Testable {
  fields: Fields;
  lines?: readonly Fields[] | undefined;
}

/** Whether a condition holds. A field that the request lacks fails its test, also where the test is negated by `!=`; `not` turns round what its test says. */
export function holds(condition: Condition, { fields, lines = [] }: Testable): boolean {
  if ('always' in condition) return true;
  if ('all' in condition) return condition.all.every((one) => holds(one, { fields, lines }));
  if ('any' in condition) return condition.any.some((one) => holds(one, { fields, lines }));
  if ('not' in condition) return !holds(condition.not, { fields, lines });
  const value = testedValue(condition, { fields, lines });
  if (value === undefined) return false;
  if ('equals' in condition) return folded(value) === folded(condition.equals);
  if ('in' in condition) return condition.in.map(folded).includes(folded(value));
  if (!decimalText.test(value)) return false;
  return compares(new Decimal(value).comparedTo(condition.value), condition.op);
}

function compares(order: number, by: Comparison['op']): boolean {
  switch (by) {
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
  }
}

/** What a test looks at: the field's text, or the aggregate as a decimal. */
export function testedValue(test: ApprovalTest, { fields, lines = [] }: Testable): string | undefined {
  if (!('aggregate' in test)) return fields[test.field];
  const { where, of } = test;
  const fitting = where ? lines.filter((line) => holds(where, { fields: line })) : lines;
  if (test.aggregate === 'count') return String(fitting.length);
  const values = fitting.flatMap((line) => (of !== undefined && decimalText.test(line[of] ?? '') ? [new Decimal(line[of]!)] : []));
  if (test.aggregate === 'sum') return values.reduce((sum, value) => sum.plus(value), new Decimal(0)).toFixed();
  if (values.length === 0) return undefined;
  return Decimal[test.aggregate](...values).toFixed();
}

const folded = (value: string): string => value.trim().toLowerCase();

/** What is tested, for people and as a name: `amount`, `max(discount)`, `sum(amount where category = travel)`. */
export function testName(test: ApprovalTest): string {
  if (!('aggregate' in test)) return test.field;
  const where = test.where ? `where ${conditionText(test.where)}` : '';
  return `${test.aggregate}(${[test.of ?? 'lines', where].filter(Boolean).join(' ')})`;
}

/** `percent > 10` */
export function testText(test: ApprovalTest): string {
  if ('equals' in test) return `${test.field} = ${test.equals}`;
  if ('in' in test) return `${test.field} in ${test.in.join(', ')}`;
  return `${testName(test)} ${test.op} ${test.value}`;
}

/** `percent > 10 and (region = north or not amount < 500)`; null where it always holds. */
export function conditionText(condition: Condition): string | null {
  if ('always' in condition) return null;
  if ('all' in condition) return joined(condition.all, ' and ');
  if ('any' in condition) return condition.any.some((one) => conditionText(one) === null) ? null : joined(condition.any, ' or ');
  if ('not' in condition) return `not ${bracketed(condition.not) ?? 'always'}`;
  return testText(condition);
}

function joined(parts: readonly Condition[], by: string): string | null {
  const texts = parts.map((part) => (parts.length > 1 ? bracketed(part) : conditionText(part))).filter((part) => part !== null);
  return texts.length > 0 ? texts.join(by) : null;
}

function bracketed(condition: Condition): string | null {
  const written = conditionText(condition);
  const several = ('all' in condition && condition.all.length > 1) || ('any' in condition && condition.any.length > 1);
  return written !== null && several ? `(${written})` : written;
}

/** Every test in a condition; `negated`: it stands under an odd number of `not`. */
export function testsOf(condition: Condition, negated = false): { test: ApprovalTest; negated: boolean }[] {
  if ('always' in condition) return [];
  if ('all' in condition) return condition.all.flatMap((one) => testsOf(one, negated));
  if ('any' in condition) return condition.any.flatMap((one) => testsOf(one, negated));
  if ('not' in condition) return testsOf(condition.not, !negated);
  return [{ test: condition, negated }];
}
