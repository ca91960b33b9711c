import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export class BeginOidcDto extends createZodDto(
  z.strictObject({
    /** Path of ours to come back to; anything else leads to the first page. */
    returnTo: z.string().max(2_000).optional(),
  }),
) {}

/** Providers add parameters of their own. */
export class OidcAnswerDto extends createZodDto(
  z.looseObject({
    code: z.string().max(4_000).optional(),
    state: z.string().max(1_000).optional(),
    error: z.string().max(1_000).optional(),
    error_description: z.string().max(4_000).optional(),
    iss: z.string().max(1_000).optional(),
  }),
) {}

export const waysToSignInSchema = z.object({
  password: z.boolean(),
  /** Whether who has forgotten his password is sent a link (POST /v1/passwords/links). */
  passwordLinks: z.boolean(),
  /** `address` is for a browser to follow, with `returnTo`. */
  oidc: z.object({ name: z.string(), address: z.string() }).nullable(),
});
export type WaysToSignIn = z.infer<typeof waysToSignInSchema>;
export class WaysToSignInDto extends createZodDto(waysToSignInSchema) {}
