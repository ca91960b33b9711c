import { z } from 'zod';
import { decimalText } from './approval-condition';

const role = z.string().min(1).max(60);
const group = z.string().min(1).max(60);
const unit = z.string().regex(/^(\d+\.)+$/, 'the path of a unit, such as 1.3.').optional();
const amount = z.string().regex(decimalText, 'a decimal in quotes, such as "100000"');

/** Who is asked. Units not given are that of the requester. */
export const approverSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('manager-of-requester') }),
  z.strictObject({ by: z.literal('role'), role }),
  z.strictObject({ by: z.literal('person'), personId: z.uuid() }),
  /** Those of a unit who have the role; where it has none, of the nearest unit above that has. */
  z.strictObject({ by: z.literal('role-in-unit'), role, unit }),
  /** Where the unit has no head, or the requester is it, the head of the nearest unit above that has another one. */
  z.strictObject({ by: z.literal('head-of-unit'), unit }),
  /** The managers above the requester one after another: so many at most, or up to the first who may approve the amount. */
  z.strictObject({
    by: z.literal('managers'),
    upTo: z.number().int().min(1).max(20).optional(),
    upToAmount: z
      .strictObject({
        /** The field with the amount. */
        field: z.string().min(1),
        /** The most that somebody with the role may approve; of several roles the highest counts. */
        limits: z.record(role, amount).refine((limits) => Object.keys(limits).length > 0, { error: 'names no limit', params: { action: 'name at least one role with its limit' } }),
        /** Each manager on the way is asked, or only who may approve it. */
        ask: z.enum(['each', 'last']).default('each'),
      })
      .optional(),
  }),
  z.strictObject({ by: z.literal('group'), group }),
  /** The submitter names them, among those with the role or in the group. */
  z.strictObject({ by: z.literal('chosen'), role: role.optional(), group: group.optional(), atLeast: z.number().int().min(1).max(20).default(1), atMost: z.number().int().min(1).max(20).default(1) }),
]);

export type Approver = z.infer<typeof approverSchema>;
