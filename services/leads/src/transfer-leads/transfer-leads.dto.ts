import { assignmentStrategySchema } from '@throughline/policy/assignment-policy';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { leadStateSchema } from '../lead/lead-state.dto';
import { problemSchema } from '../ownership/item-problem';

const because = z.string().trim().min(1).max(1_000);

export const transferLeadSchema = z.strictObject({
  /** The new owner. */
  to: z.uuid(),
  because: because.optional(),
});
export type TransferLead = z.infer<typeof transferLeadSchema>;
export class TransferLeadDto extends createZodDto(transferLeadSchema) {}

export const transferLeadsSchema = z
  .strictObject({
    /** These leads … */
    leadIds: z.array(z.uuid()).min(1).max(500).optional(),
    /** … or those of a person, at most 500 at a time, lowest ids first. */
    filter: z.strictObject({ ownerId: z.uuid(), poolId: z.uuid().optional(), grade: z.enum(['A', 'B', 'C', 'D']).optional() }).optional(),
    /** To one person … */
    to: z.uuid().optional(),
    /** … or to these in turn: who has had fewer of the pool's transfers comes first … */
    inTurn: z.array(z.uuid()).min(1).max(100).optional(),
    /** … or by any strategy of the assignment policies: least loaded, by region, named list, dedicated, in turn. Never to who has it. */
    strategy: assignmentStrategySchema.optional(),
    because: because.optional(),
  })
  .refine(({ leadIds, filter }) => (leadIds === undefined) !== (filter === undefined), { path: ['leadIds'], message: 'give either leadIds or filter' })
  .refine(({ to, inTurn, strategy }) => [to, inTurn, strategy].filter((way) => way !== undefined).length === 1, { path: ['to'], message: 'give one of to, inTurn and strategy' });
export type TransferLeads = z.infer<typeof transferLeadsSchema>;
export class TransferLeadsDto extends createZodDto(transferLeadsSchema) {}

export const transferredLeadsSchema = z.object({
  transferred: z.int(),
  /** One for each lead; either `lead` or `problem`. */
  items: z.array(z.object({ leadId: z.uuid(), lead: leadStateSchema.nullable(), problem: problemSchema.nullable() })),
});
export type TransferredLeads = z.infer<typeof transferredLeadsSchema>;
export class TransferredLeadsDto extends createZodDto(transferredLeadsSchema) {}
