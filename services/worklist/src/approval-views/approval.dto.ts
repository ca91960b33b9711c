import { moneySchema } from '@throughline/money/money';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const person = z.object({ id: z.uuid(), name: z.string() });
/** `standsInFor`: in whose place. */
const standing = person.extend({ standsInFor: person.optional() });

export const legSchema = z.object({
  key: z.string(),
  label: z.string(),
  /** Equal steps are asked side by side, lower ones first. */
  step: z.number(),
  /** `any`, `all`, `in-turn`, `quorum 2`, `ratio 50 %` */
  mode: z.string(),
  /** waiting: its turn has not come · skipped: nobody has to be asked, it stands for a yes · not-needed: the request ended before. */
  status: z.enum(['waiting', 'asked', 'approved', 'rejected', 'returned', 'lapsed', 'skipped', 'not-needed']),
  /** Who is or will be asked; whoever was added by silence or delegation included. */
  people: z.array(standing),
  why: z.string(),
  taskId: z.uuid().nullable(),
  dueAt: z.iso.datetime().nullable(),
  /** The last answer; null also where silence was it. */
  decidedBy: standing.nullable(),
  decidedAt: z.iso.datetime().nullable(),
  comment: z.string().nullable(),
  /** Every answer in the order in which they came; `by` is null where silence was it. */
  answers: z.array(z.object({ taskId: z.uuid(), outcome: z.string(), by: standing.nullable(), at: z.iso.datetime(), comment: z.string().nullable() })),
});

export const approvalSchema = z.object({
  id: z.uuid(),
  kind: z.string(),
  subjectId: z.uuid(),
  dealId: z.uuid().nullable(),
  ask: z.string(),
  figures: z.record(z.string(), z.unknown()),
  amount: moneySchema.nullable(),
  requester: person,
  status: z.enum(['open', 'granted', 'refused', 'withdrawn', 'lapsed']),
  requestedAt: z.iso.datetime(),
  concludedAt: z.iso.datetime().nullable(),
  /** The rules this request runs on; they do not change under it. */
  policy: z.object({ id: z.string(), version: z.int() }),
  route: z.array(legSchema),
  /** The leg that is being asked, or will be next; null at the end. */
  next: z.object({ leg: z.string(), people: z.array(standing), why: z.string() }).nullable(),
  /** What those who are asked wanted to know, in order. */
  questions: z.array(
    z.object({ id: z.uuid(), taskId: z.uuid(), by: person, of: person, question: z.string(), askedAt: z.iso.datetime(), answer: z.string().nullable(), answeredAt: z.iso.datetime().nullable() }),
  ),
  version: z.int(),
});
export type ApprovalAnswer = z.infer<typeof approvalSchema>;
export type LegAnswer = z.infer<typeof legSchema>;
export class ApprovalDto extends createZodDto(approvalSchema) {}
