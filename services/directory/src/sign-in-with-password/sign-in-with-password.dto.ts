import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const signInWithPasswordSchema = z.strictObject({ email: z.string().trim().min(1).max(320), password: z.string().min(1).max(1_000) });
export type SignInWithPassword = z.infer<typeof signInWithPasswordSchema>;
export class SignInWithPasswordDto extends createZodDto(signInWithPasswordSchema) {}

/** `endsAt`: at the latest, by the wall clock. */
export const signedInSchema = z.object({ person: z.object({ id: z.uuid(), name: z.string() }), endsAt: z.iso.datetime() });
export type SignedIn = z.infer<typeof signedInSchema>;
export class SignedInDto extends createZodDto(signedInSchema) {}
