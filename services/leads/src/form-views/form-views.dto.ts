import { pageQuery, pageSchema } from '@throughline/http/page';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const status = z.enum(['open', 'closed']);
const instant = z.iso.datetime();

export const formsQuerySchema = z.strictObject({ ...pageQuery, status: status.optional() });
export type FormsQuery = z.infer<typeof formsQuerySchema>;
export class FormsQueryDto extends createZodDto(formsQuerySchema) {}

export const formLineSchema = z.object({
  formId: z.uuid(),
  name: z.string(),
  publicKey: z.string(),
  source: z.string(),
  campaign: z.string().nullable(),
  /** Null: the pool that takes the business type of each lead. */
  poolId: z.uuid().nullable(),
  status,
  openedAt: instant,
  version: z.int(),
});
export type FormLine = z.infer<typeof formLineSchema>;
export class FormsPageDto extends createZodDto(pageSchema(formLineSchema)) {}

export const formDetailSchema = formLineSchema.extend({
  allowedOrigins: z.array(z.string()),
  fields: z.array(z.object({ name: z.string(), label: z.string(), required: z.boolean() })),
  businessType: z.string().nullable(),
  tags: z.array(z.string()),
  captchaRequired: z.boolean(),
  trapField: z.string(),
  phoneCountry: z.string(),
  perMinute: z.int(),
  perAddressPerMinute: z.int(),
  openedBy: z.string(),
  closedAt: instant.nullable(),
  /** What became of what was sent: a new lead, a lead that was known, caught in the trap, refused. */
  totals: z.object({ created: z.int(), known: z.int(), trapped: z.int(), refused: z.int() }),
});
export type FormDetail = z.infer<typeof formDetailSchema>;
export class FormDetailDto extends createZodDto(formDetailSchema) {}
