import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

/** They narrow; `unit` with those below it. */
const narrowed = { owner: z.uuid().optional(), unit: z.uuid().optional() };

export const leadFunnelQuerySchema = z.strictObject({ ...narrowed, /** First and last local day on which the leads came in. */ from: z.iso.date(), until: z.iso.date() });
export type LeadFunnelQuery = z.infer<typeof leadFunnelQuerySchema>;
export class LeadFunnelQueryDto extends createZodDto(leadFunnelQuerySchema) {}

/** Of the leads that came in in the time: where they are now. Merged ones count with those they were merged into. */
export const leadFunnelSchema = z.object({
  captured: z.int(),
  /** Somebody has owned it at some time. */
  worked: z.int(),
  available: z.int(),
  owned: z.int(),
  converted: z.int(),
  disqualified: z.int(),
});
export type LeadFunnel = z.infer<typeof leadFunnelSchema>;
export class LeadFunnelDto extends createZodDto(leadFunnelSchema) {}

export const recyclingQuerySchema = z.strictObject({ ...narrowed, /** Working days from today on. */ days: z.coerce.number().int().min(1).max(30).default(7) });
export type RecyclingQuery = z.infer<typeof recyclingQuerySchema>;
export class RecyclingQueryDto extends createZodDto(recyclingQuerySchema) {}

export const recyclingSchema = z.object({
  /** Local days in order, all working days and whichever others have an end. */
  days: z.array(z.object({ day: z.iso.date(), working: z.boolean(), count: z.int() })),
  /** Their end has passed; the clock is about to act. */
  late: z.int(),
  /** Owned leads whose clock stands still. */
  standingStill: z.int(),
});
export type Recycling = z.infer<typeof recyclingSchema>;
export class RecyclingDto extends createZodDto(recyclingSchema) {}
