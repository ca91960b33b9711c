import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

/** Unknown parameters are ignored, as RFC 6749 §3.2 asks. */
export const oauthTokenSchema = z.looseObject({
  grant_type: z.string().max(200).optional(),
  client_id: z.string().max(200).optional(),
  client_secret: z.string().max(200).optional(),
  /** Less than the key may: `kind:verb` with spaces. */
  scope: z.string().max(10_000).optional(),
});
export class OAuthTokenDto extends createZodDto(oauthTokenSchema) {}

export const tokenAnswerSchema = z.object({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  /** Seconds. */
  expires_in: z.int(),
  scope: z.string(),
});
export type TokenAnswer = z.infer<typeof tokenAnswerSchema>;
export class TokenAnswerDto extends createZodDto(tokenAnswerSchema) {}

/** RFC 6749 §5.2. */
export interface TokenRefusal {
  error: 'invalid_client' | 'invalid_scope' | 'unsupported_grant_type';
  error_description: string;
}
