import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { policyHeader, wholeDays, wholeHours } from './policy-document';

/** A test of one field of the request. Values are decimals as text; `amount > 100000.00` never goes through a float. */
const comparison = z.strictObject({
  field: z.string().min(1),
  op: z.enum(['>', '>=', '<', '<=', '=']),
  value: z.string().regex(/^-?\d{1,15}(\.\d{1,4})?$/),
});
export const conditionSchema = z.union([z.strictObject({ always: z.literal(true) }), comparison, z.strictObject({ all: z.array(comparison).min(1) })]);
export type Condition = z.infer<typeof conditionSchema>;

const approver = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('manager-of-requester') }),
  z.strictObject({ by: z.literal('role'), role: z.string().min(1) }),
  z.strictObject({ by: z.literal('person'), personId: z.uuid() }),
]);

const leg = z
  .strictObject({
    key: z.string().regex(/^[a-z_]+$/),
    label: z.string().min(1),
    when: conditionSchema,
    approver,
    /** Working hours from when the leg is asked. */
    dueWorkingHours: wholeHours,
    remindAfterWorkingHours: wholeHours,
    escalateAfterWorkingHours: wholeHours,
    escalateTo: z.enum(['line', 'fallback-role']),
  })
  .refine((one) => one.remindAfterWorkingHours < one.escalateAfterWorkingHours, 'the reminder must come before the escalation');

/** Who must agree to a request of one subject, in turn, and what happens when they are silent. */
export const approvalPolicySchema = z
  .strictObject({
    kind: z.literal('approval'),
    ...policyHeader,
    /** What is asked for: `discount`. */
    subject: z.string().min(1),
    legs: z.array(leg).min(1),
    /** Working days after which a leg without an answer lapses, and the request with it. */
    lapseAfterWorkingDays: wholeDays.min(1),
    /** Who is asked where nobody is found. */
    fallbackRole: z.string().min(1),
  })
  .refine(({ legs }) => new Set(legs.map(({ key }) => key)).size === legs.length, 'leg keys must differ');

export type ApprovalPolicy = z.infer<typeof approvalPolicySchema>;
export type ApprovalLeg = ApprovalPolicy['legs'][number];

/** Whether a condition holds for the fields of a request. A field that the request lacks fails its test. */
export function holds(condition: Condition, fields: Readonly<Record<string, string>>): boolean {
  if ('always' in condition) return true;
  if ('all' in condition) return condition.all.every((one) => holds(one, fields));
  const given = fields[condition.field];
  if (given === undefined) return false;
  const order = new Decimal(given).comparedTo(condition.value);
  switch (condition.op) {
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
  }
}
