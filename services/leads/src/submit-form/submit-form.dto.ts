import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

/** What a page sends: what was typed, by the names of the form's fields, the trap included. */
export const submitFormSchema = z.strictObject({
  values: z.record(z.string().max(60), z.string().max(10_000)),
  /** Token of the solved captcha, where the form asks for one. */
  captcha: z.string().min(1).max(10_000).optional(),
});
export type SubmitForm = z.infer<typeof submitFormSchema>;
export class SubmitFormDto extends createZodDto(submitFormSchema) {}

/** Always the same: whether the lead was known is nobody's business outside. */
export const submittedFormSchema = z.object({ received: z.literal(true) });
export type SubmittedForm = z.infer<typeof submittedFormSchema>;
export class SubmittedFormDto extends createZodDto(submittedFormSchema) {}
