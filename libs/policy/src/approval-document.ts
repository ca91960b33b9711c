import { z } from 'zod';
import { approverSchema } from './approval-approver';
import { conditionSchema } from './approval-condition';
import { ladderVerbs } from './approval-ladder';
import { policyHeader, wholeDays, wholeHours } from './policy-document';

/** any: the first answer counts · all, side by side · in-turn: all, one after another · so many, or such a part of those asked, have to approve. */
const mode = z.union([
  z.enum(['any', 'all', 'in-turn']),
  z.strictObject({ quorum: z.number().int().min(1).max(100) }),
  /** Percent of those asked, rounded up to whole people. */
  z.strictObject({ ratio: z.number().int().min(1).max(100) }),
]);

const ladderStep = z.strictObject({ afterWorkingHours: wholeHours, do: z.enum(ladderVerbs) });

const leg = z.strictObject({
  key: z.string().regex(/^[a-z_]+$/, 'a key of small letters and underscores'),
  label: z.string().min(1).max(100),
  /** Legs with the same step are asked side by side, lower steps first. Not given: the place in the list, so one after another. */
  step: z.number().int().min(1).max(1_000).optional(),
  when: conditionSchema,
  approver: approverSchema,
  /** Not given: in turn for a chain of managers, else any. */
  mode: mode.optional(),
  /** Nobody is found: the fallback role is asked, the leg is skipped, or the request is refused as it is made. */
  ifNobody: z.enum(['fallback', 'skip', 'refuse']).default('fallback'),
  /** The requester is among those found; he is never asked. `manager`: his own is in his place. Else the others are; where there are none the leg is skipped, or the fallback role is asked. */
  ifRequester: z.enum(['fallback', 'skip', 'manager']).default('fallback'),
  /** Somebody has said yes in an earlier leg. `others`: he is not asked again where somebody else can be. once-first: his yes counts here too. once-last: he is asked only in his last leg. */
  ifRepeated: z.enum(['others', 'once-first', 'once-last', 'every-time']).default('others'),
  /** `signIn`: it cannot be decided by a link in a mail; nor can what has to be signed. */
  requires: z
    .strictObject({ comment: z.enum(['never', 'rejecting', 'always']).default('never'), signature: z.boolean().default(false), signIn: z.boolean().default(false) })
    .default({ comment: 'never', signature: false, signIn: false }),
  /** Fields of the request that who is asked may change. */
  mayEdit: z.array(z.string().min(1)).default([]),
  /** Told when the leg is decided. */
  copies: z.array(approverSchema).default([]),
  /** Working hours from when the leg is asked. */
  dueWorkingHours: wholeHours,
  /** What happens on silence, by working hours from when the leg is asked. Instead of the three below. */
  ladder: z.array(ladderStep).min(1).max(20).optional(),
  remindAfterWorkingHours: wholeHours.optional(),
  escalateAfterWorkingHours: wholeHours.optional(),
  escalateTo: z.enum(['line', 'fallback-role']).optional(),
  /** Who is asked at the step `alternate`; not given: the fallback role. */
  alternate: approverSchema.optional(),
  /** Asked again when a changed request is submitted if one of these got worse, beside what `when` tests. A leg that tests nothing and names nothing: on any change. */
  watches: z.array(z.strictObject({ field: z.string().min(1), worse: z.enum(['higher', 'lower', 'change']) })).default([]),
});

/** A field that a request of the kind has. */
const declaredField = z.strictObject({
  name: z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]*$/, 'the name of a field, such as amount'),
  label: z.string().min(1).max(100),
  type: z.enum(['decimal', 'text', 'date']),
  required: z.boolean().default(true),
  /** For text: one of these. */
  oneOf: z.array(z.string().min(1)).min(1).optional(),
});

/** The parts of an approval policy; whether they fit together approval-policy.ts checks. */
export const approvalDocument = z.strictObject({
  kind: z.literal('approval'),
  ...policyHeader,
  /** What is asked for: `discount`. */
  subject: z.string().min(1).max(60),
  /** What a request of this kind says. Not given: whatever its service sends. */
  request: z.strictObject({ label: z.string().min(1).max(100), fields: z.array(declaredField).min(1), lines: z.array(declaredField).min(1).optional() }).optional(),
  /** Where it does not hold nobody has to agree: the request is granted as it is made. */
  when: conditionSchema.default({ always: true }),
  legs: z.array(leg).min(1).max(50),
  /** Working days after which a leg without an answer lapses, and the request with it; for legs whose ladder does not end. */
  lapseAfterWorkingDays: wholeDays.min(1).optional(),
  /** Who is asked where nobody is found. */
  fallbackRole: z.string().min(1),
  /** Told when it is requested, or when it is concluded. */
  copies: z.array(z.strictObject({ on: z.enum(['requested', 'concluded']), to: approverSchema })).default([]),
});

export type ApprovalDocument = z.infer<typeof approvalDocument>;
export type ApprovalLeg = ApprovalDocument['legs'][number];
export type DeclaredField = NonNullable<ApprovalDocument['request']>['fields'][number];
