import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const setPasswordSchema = z.strictObject({
  /** What stands behind the # of the link. */
  token: z.string().min(1).max(200),
  /** 15 to 128 characters of any kind. */
  password: z.string().min(1).max(1_000),
});
export type SetPassword = z.infer<typeof setPasswordSchema>;
export class SetPasswordDto extends createZodDto(setPasswordSchema) {}

export class PasswordSetDto extends createZodDto(z.object({ set: z.literal(true) })) {}
