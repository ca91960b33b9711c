import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const askForPasswordLinkSchema = z.strictObject({ email: z.string().trim().min(1).max(320) });
export type AskForPasswordLink = z.infer<typeof askForPasswordLinkSchema>;
export class AskForPasswordLinkDto extends createZodDto(askForPasswordLinkSchema) {}

/** Of whoever has the address it says nothing. */
export const passwordLinkAskedSchema = z.object({ asked: z.literal(true) });
export type PasswordLinkAsked = z.infer<typeof passwordLinkAskedSchema>;
export class PasswordLinkAskedDto extends createZodDto(passwordLinkAskedSchema) {}
