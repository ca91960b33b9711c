import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const closedFormSchema = z.object({ formId: z.uuid(), status: z.literal('closed'), version: z.int() });
export type ClosedForm = z.infer<typeof closedFormSchema>;
export class ClosedFormDto extends createZodDto(closedFormSchema) {}
