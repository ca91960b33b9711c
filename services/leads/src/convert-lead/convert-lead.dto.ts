import { moneySchema } from '@throughline/money/money';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { leadStateSchema } from '../lead/lead-state.dto';

const name = z.string().trim().min(1).max(300);

export const convertLeadSchema = z.strictObject({
  /** An account that is there already, or what the new one is called; the lead's company where absent. */
  account: z.union([z.strictObject({ id: z.uuid() }), z.strictObject({ name })]).optional(),
  contact: z.strictObject({ name, email: z.string().max(254).optional(), phone: z.string().max(50).optional() }),
  product: name,
  /** Expected value of the deal. */
  amount: moneySchema,
  /** Local day on which the deal is expected to close. */
  expectedClose: z.iso.date(),
});
export type ConvertLead = z.infer<typeof convertLeadSchema>;
export class ConvertLeadDto extends createZodDto(convertLeadSchema) {}

/** `dealId` is the id of the opportunity that is opened from it. */
export const convertedLeadSchema = leadStateSchema.extend({
  dealId: z.uuid(),
  accountId: z.uuid(),
  accountName: z.string(),
  contactId: z.uuid(),
});
export type ConvertedLead = z.infer<typeof convertedLeadSchema>;
export class ConvertedLeadDto extends createZodDto(convertedLeadSchema) {}
