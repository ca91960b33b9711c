import { Duration } from 'luxon';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

/** ISO 8601, in calendar units or hours: `P30D`, `PT4H`. */
const duration = z.string().max(40).refine((text) => Duration.fromISO(text).isValid, 'must be an ISO 8601 duration such as P30D');

export const advanceSchema = z.object({ to: z.iso.datetime({ offset: true }).optional(), by: duration.optional() }).refine(({ to, by }) => (to === undefined) !== (by === undefined), {
  message: 'give either to or by',
});
export class AdvanceSandboxTimeDto extends createZodDto(advanceSchema) {}

export const sandboxTimeSchema = z.object({ now: z.iso.datetime() });
export class SandboxTimeDto extends createZodDto(sandboxTimeSchema) {}

export const advancedSchema = z.object({
  from: z.iso.datetime(),
  now: z.iso.datetime(),
  /** Registered instants that were stopped at. */
  stops: z.int(),
  /** Sleeping workflows that were woken. */
  woken: z.int(),
  /** What it took by the wall clock. */
  milliseconds: z.int(),
});
export type Advanced = z.infer<typeof advancedSchema>;
export class AdvancedDto extends createZodDto(advancedSchema) {}
