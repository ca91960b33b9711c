import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { leadStateSchema } from '../lead/lead-state.dto';

export const askExtensionSchema = z.strictObject({
  /** For whoever decides. */
  reason: z.string().trim().min(1).max(1_000),
});
export type AskExtension = z.infer<typeof askExtensionSchema>;
export class AskExtensionDto extends createZodDto(askExtensionSchema) {}

/** `protectedUntil` is null where the clock stands still until the answer. */
export const askedExtensionSchema = leadStateSchema.extend({ requestId: z.uuid(), days: z.int() });
export type AskedExtension = z.infer<typeof askedExtensionSchema>;
export class AskedExtensionDto extends createZodDto(askedExtensionSchema) {}
