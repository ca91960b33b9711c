import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const requestDiscountSchema = z.strictObject({
  /** Percent off the list price, above 0 and below 100. */
  percent: z.string().regex(/^\d{1,2}(\.\d{1,2})?$/, 'a percent from 0.01 to 99.99').refine((value) => Number(value) > 0, 'must be above 0').meta({ example: '12.5' }),
  reason: z.string().min(1).max(2000),
});
export class RequestDiscountDto extends createZodDto(requestDiscountSchema) {}

export const requestedDiscountSchema = z.object({ requestId: z.uuid(), opportunityId: z.uuid(), percent: z.string(), status: z.literal('requested'), version: z.int() });
export type RequestedDiscount = z.infer<typeof requestedDiscountSchema>;
export class RequestedDiscountDto extends createZodDto(requestedDiscountSchema) {}
