import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const attachLeadSchema = z.strictObject({
  /** The customer whom the lead belongs to; null: to none. */
  accountId: z.uuid().nullable(),
});
export type AttachLead = z.infer<typeof attachLeadSchema>;
export class AttachLeadDto extends createZodDto(attachLeadSchema) {}
