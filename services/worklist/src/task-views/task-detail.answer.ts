import type { ApprovalTest, Condition } from '@throughline/policy/approval-condition';
import { approverSchema } from '@throughline/policy/approval-approver';
import { z } from 'zod';
import { legSchema } from '../approval-views/approval.dto';
import { taskSchema } from './task.answer';

const person = z.object({ id: z.uuid(), name: z.string() });
const standing = person.extend({ standsInFor: person.optional() });

/** As the approval policy says it. */
const structured = <T>() => z.record(z.string(), z.unknown()) as unknown as z.ZodType<T>;

export const taskDetailSchema = taskSchema.extend({
  /** Who asks for it; null where a process does. */
  requester: person.nullable(),
  /** The figures that the rules test, with what they are tested for; empty where no rule looks at any. */
  turnsOn: z.array(z.object({ field: z.string(), value: z.string().nullable(), test: z.string(), condition: structured<ApprovalTest>(), not: z.boolean(), leg: z.string(), met: z.boolean() })),
  /**
   * The rule that sent it here. `when`: null where it always does. `approver`, `condition`: the same as the policy says it; null where a process asks. `standIn`: the role
   * that is asked because nobody else was found.
   */
  rule: z.object({ why: z.string(), approver: approverSchema.nullable(), standIn: z.string().nullable(), when: z.string().nullable(), condition: structured<Condition>().nullable(), policy: z.object({ id: z.string(), version: z.int() }).nullable() }),
  /** Of an approval: its other legs. Else the same kind of task for the same subject. In order of time. */
  decidedBefore: z.array(z.object({ leg: z.string(), outcome: z.string(), by: standing, at: z.iso.datetime(), comment: z.string().nullable() })),
  /** Of an approval: all its legs with names. */
  route: z.array(legSchema),
  next: z.object({ leg: z.string(), people: z.array(standing), why: z.string() }).nullable(),
  /** Against what was approved last for the same subject; null where nothing was. No changes: it is the same again. */
  sinceApproved: z
    .object({ at: z.iso.datetime(), changes: z.array(z.object({ field: z.string(), before: z.unknown().nullable(), after: z.unknown().nullable() })) })
    .nullable(),
});
export type TaskDetail = z.infer<typeof taskDetailSchema>;
