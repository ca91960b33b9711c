import { pageQuery, pageSchema } from '@throughline/http/page';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { planSchema } from './plan.answer';

export const planQuerySchema = z.strictObject({
  ...pageQuery,
  status: z.enum(['open', 'part-paid', 'paid', 'overdue', 'cancelled']).optional(),
  accountId: z.uuid().optional(),
  dealId: z.uuid().optional(),
  contractId: z.uuid().optional(),
  /** Plans with something open that is due on or before this day. */
  dueBy: z.iso.date().optional(),
});
export type PlanQuery = z.infer<typeof planQuerySchema>;

export class PlanQueryDto extends createZodDto(planQuerySchema) {}
export class PlanDto extends createZodDto(planSchema) {}
export class PlanPageDto extends createZodDto(pageSchema(planSchema)) {}
