import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

/** `link` is shown this once and kept nowhere: to a repetition under the same Idempotency-Key it is null. */
export const passwordLinkSchema = z.object({ personId: z.uuid(), link: z.string().nullable(), expiresAt: z.iso.datetime() });
export type PasswordLink = z.infer<typeof passwordLinkSchema>;
export class PasswordLinkDto extends createZodDto(passwordLinkSchema) {}
