import { moneySchema } from '@throughline/money/money';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const text = z.string().max(2_000);
const fields = z.record(z.string().max(60), text);

export const previewApprovalSchema = z.strictObject({
  /** The subject of its policy: `discount`. */
  kind: z.string().min(1).max(60),
  /** Decimals as text, as the kind declares them. */
  fields,
  lines: z.array(fields).max(500).optional(),
  amount: moneySchema.optional(),
  /** Whom the submitter chooses, by leg. */
  chosen: z.record(z.string().max(60), z.array(z.uuid()).max(20)).optional(),
  /** A request of the same kind that it follows: who agreed to that is asked again only where what he tests got worse. */
  follows: z.uuid().optional(),
});
export class PreviewApprovalDto extends createZodDto(previewApprovalSchema) {}
export type PreviewApproval = z.infer<typeof PreviewApprovalDto.schema>;

const person = z.object({ id: z.uuid(), name: z.string() });
const verb = z.enum(['remind', 'manager', 'alternate', 'approve', 'reject', 'lapse']);
const leg = z.object({
  key: z.string(),
  label: z.string(),
  /** Equal steps are asked side by side. */
  step: z.int(),
  mode: z.union([
    z.object({ kind: z.enum(['any', 'all', 'in-turn']) }),
    z.object({ kind: z.literal('quorum'), of: z.int() }),
    z.object({ kind: z.literal('ratio'), percent: z.int() }),
  ]),
  /** Who would be asked at this moment; in turn, in this order. */
  people: z.array(person.extend({ standsInFor: person.optional() })),
  why: z.string(),
  /** Why nobody is asked; null: somebody is. */
  skipped: z.string().nullable(),
  /** At the latest: if whoever is asked before answers when it is due. */
  askedAt: z.iso.datetime().nullable(),
  dueAt: z.iso.datetime().nullable(),
  onSilence: z.array(z.object({ do: verb, at: z.iso.datetime() })),
  requires: z.object({ comment: z.enum(['never', 'rejecting', 'always']), signature: z.boolean(), signIn: z.boolean().optional() }),
  /** The values that bring the leg in. */
  tested: z.record(z.string(), z.string()),
});
const preview = z.object({
  policy: z.object({ id: z.string(), version: z.int() }),
  /** Empty: nobody has to agree. */
  legs: z.array(leg),
  /** When the answer is there if everybody gives his when it is due; null: at once. */
  answeredBy: z.iso.datetime().nullable(),
  copies: z.object({ requested: z.array(person), concluded: z.array(person) }),
});
export type ApprovalPreview = z.infer<typeof preview>;
export class ApprovalPreviewDto extends createZodDto(preview) {}
