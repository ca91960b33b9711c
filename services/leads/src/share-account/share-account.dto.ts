import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const shareAccountSchema = z.strictObject({
  /** Write: he may change it and record visits as its owner does. */
  access: z.enum(['read', 'write']),
  /** What he does for this customer. */
  role: z.string().trim().min(1).max(100).optional(),
  /** The instant from which it no longer holds; for good where absent. */
  until: z.iso.datetime({ offset: true }).optional(),
});
export type ShareAccount = z.infer<typeof shareAccountSchema>;
export class ShareAccountDto extends createZodDto(shareAccountSchema) {}
