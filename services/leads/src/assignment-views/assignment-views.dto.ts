import { pageQuery, pageSchema } from '@throughline/http/page';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const decisionSchema = z.object({
  decisionId: z.uuid(),
  assignmentId: z.uuid(),
  decidedAt: z.iso.datetime(),
  decidedBy: z.string(),
  policy: z.object({ id: z.string(), version: z.int() }).nullable(),
  /** Key of the rule that decided; null when none fits. */
  rule: z.string().nullable(),
  strategy: z.string().nullable(),
  chosen: z.uuid().nullable(),
  because: z.string(),
  /** In their order, then those left out with the reason; the first fifty of `considered`. */
  candidates: z.array(z.object({ personId: z.uuid(), place: z.int().optional(), whyNot: z.string().optional() })),
  considered: z.int(),
});
export type DecisionView = z.infer<typeof decisionSchema>;

export const decisionsQuerySchema = z.strictObject(pageQuery);
export type DecisionsQuery = z.infer<typeof decisionsQuerySchema>;
export class DecisionsQueryDto extends createZodDto(decisionsQuerySchema) {}
export class DecisionsPageDto extends createZodDto(pageSchema(decisionSchema)) {}
