import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const assignLeadsSchema = z
  .strictObject({
    /** `policy`: by the rules of the pool's assignment policy; `round-robin`: in turn, whatever they say. */
    strategy: z.enum(['round-robin', 'policy']),
    /** These leads of the pool … */
    leadIds: z.array(z.uuid()).min(1).max(10_000).optional(),
    /** … or as many of the longest-waiting ones. */
    count: z.int().min(1).max(10_000).optional(),
    /** Candidates of a round robin; every active rep within reach where absent. */
    people: z.array(z.uuid()).min(1).max(500).optional(),
  })
  .refine(({ leadIds, count }) => (leadIds === undefined) !== (count === undefined), { path: ['leadIds'], message: 'give either leadIds or count' })
  .refine(({ strategy, people }) => strategy === 'round-robin' || people === undefined, { path: ['people'], message: 'a policy names its own people' });
export type AssignLeads = z.infer<typeof assignLeadsSchema>;
export class AssignLeadsDto extends createZodDto(assignLeadsSchema) {}

export const assignmentSchema = z.object({
  assignmentId: z.uuid(),
  assigned: z.int(),
  /** Asked for by id, but owned, gone or being changed this moment. */
  skipped: z.array(z.uuid()),
  /** Nobody could take these. */
  left: z.array(z.object({ leadId: z.uuid(), /** `because` for programs. */ why: z.enum(['no-rule-fits', 'nobody-can']), because: z.string(), lookAgainAt: z.iso.datetime().nullable() })),
  candidates: z.array(z.object({ personId: z.uuid(), given: z.int(), whyNot: z.string().optional() })),
});
export type Assignment = z.infer<typeof assignmentSchema>;
export class AssignmentDto extends createZodDto(assignmentSchema) {}
