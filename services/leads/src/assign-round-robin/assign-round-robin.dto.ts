import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const assignRoundRobinSchema = z
  .strictObject({
    strategy: z.literal('round-robin'),
    /** These leads of the pool … */
    leadIds: z.array(z.uuid()).min(1).max(10_000).optional(),
    /** … or as many of the longest-waiting ones. */
    count: z.int().min(1).max(10_000).optional(),
    /** Candidates; every active rep within reach where absent. */
    people: z.array(z.uuid()).min(1).max(500).optional(),
  })
  .refine(({ leadIds, count }) => (leadIds === undefined) !== (count === undefined), { path: ['leadIds'], message: 'give either leadIds or count' });
export type AssignRoundRobin = z.infer<typeof assignRoundRobinSchema>;
export class AssignRoundRobinDto extends createZodDto(assignRoundRobinSchema) {}

export const assignmentSchema = z.object({
  assignmentId: z.uuid(),
  assigned: z.int(),
  /** Asked for by id, but owned, gone or being changed this moment. */
  skipped: z.array(z.uuid()),
  candidates: z.array(z.object({ personId: z.uuid(), given: z.int(), whyNot: z.string().optional() })),
});
export type Assignment = z.infer<typeof assignmentSchema>;
export class AssignmentDto extends createZodDto(assignmentSchema) {}
