import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { hideableFields } from '../pool/hideable-fields';

export const newPoolSchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  /** The unit whose pool it is: those who are reminded, and among whom leads are given in turn where no rule says otherwise, are its people. */
  unitId: z.uuid(),
  /** Id of a policy of kind `lead` that is in force. */
  policyId: z.string().min(1).max(60),
  /** What nobody sees before he owns the lead. */
  hiddenFields: z.array(z.enum(hideableFields)).max(hideableFields.length).default([]),
});
export type NewPool = z.infer<typeof newPoolSchema>;
export class NewPoolDto extends createZodDto(newPoolSchema) {}
