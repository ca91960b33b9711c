import { createHash } from 'node:crypto';

import { createLocalJWKSet, createRemoteJWKSet, errors as joseErrors, jwtVerify, type JSONWebKeySet, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';

import { accessErrors, unavailableErrors } from '@throughline/errors/common-errors';

import { onlySchema } from './only-schema';
import { ROLES, type Principal } from './principal';
import { Remembered } from './remembered';

export interface TokenVerifierOptions {
  issuer: string;
  audience: string;
  /** Keys are taken from here and nowhere else: a `jku` or `jwk` in a token is never looked at. */
  jwks: URL | JSONWebKeySet;
  tenant: string;
}

/** Only asymmetric signatures: a public key can then never be mistaken for a shared secret. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256'];
/** Media type of our access tokens (RFC 9068); an ID token has another and is refused. */
export const ACCESS_TOKEN_TYPE = 'at+jwt';
const SKEW_SECONDS = 60;
/** How long a verified token is believed without looking at its signature again, milliseconds. */
const REMEMBERED_FOR = 60_000;
const REMEMBERED_TOKENS = 5_000;

/** Claims of ours. The rights in them are fresh for the token's life; PeopleBook knows sooner when a role is taken away. */
const claimsSchema = z.object({
  sub: z.string().min(1).max(100),
  name: z.string().max(200).default(''),
  roles: z.array(z.enum(ROLES).exclude(['system'])).default([]),
  // What is not understood narrows all the same: such a token is refused.
  only: z.partialRecord(z.enum(ROLES), onlySchema).optional(),
  unit_path: z.string().max(500).default(''),
  tenant: z.string(),
  may: z.array(z.string().max(100)).max(200).optional(),
  key_id: z.string().max(100).optional(),
});

/** The claims of ours for a principal: what an issuer adds to iss, aud, sub, exp and nbf. */
export function claimsOf({ name, roles, only, unitPath, tenant, may, keyId }: Principal): Record<string, unknown> {
  return { name, roles, ...(only && { only }), unit_path: unitPath, tenant, ...(may && { may }), ...(keyId !== undefined && { key_id: keyId }) };
}

/** Turns a bearer token into a principal, or refuses it with `access.unauthenticated`, without saying which check failed. */
export class TokenVerifier {
  private readonly keys: JWTVerifyGetKey;
  private readonly remembered = new Remembered<Principal>(REMEMBERED_FOR, REMEMBERED_TOKENS);

  constructor(private readonly options: TokenVerifierOptions) {
    this.keys =
      options.jwks instanceof URL
        ? createRemoteJWKSet(options.jwks, { timeoutDuration: 5_000, cooldownDuration: 5_000, cacheMaxAge: 600_000 })
        : createLocalJWKSet(options.jwks);
  }

  /**
   * @throws access.unauthenticated for a token that fails any check
   * @throws unavailable.keys when the keys cannot be fetched and none are cached
   */
  async verify(token: string): Promise<Principal> {
    const fingerprint = createHash('sha256').update(token).digest('base64url');
    const known = this.remembered.peek(fingerprint);
    if (known) return known.value;
    const payload = await this.check(token);
    const principal = this.principalOf(payload);
    const valid = (payload.exp! + SKEW_SECONDS) * 1000 - Date.now();
    this.remembered.put(fingerprint, principal, Math.min(REMEMBERED_FOR, valid));
    return principal;
  }

  private async check(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        algorithms: ALGORITHMS,
        issuer: this.options.issuer,
        audience: this.options.audience,
        typ: ACCESS_TOKEN_TYPE,
        clockTolerance: SKEW_SECONDS,
        requiredClaims: ['exp', 'nbf', 'sub'],
      });
      return payload;
    } catch (error) {
      if (keysUnreachable(error)) throw unavailableErrors.keys({ cause: error, retryAfterSeconds: 5 });
      throw accessErrors.unauthenticated({ cause: error });
    }
  }

  private principalOf(payload: JWTPayload): Principal {
    const claims = claimsSchema.safeParse(payload);
    if (!claims.success || claims.data.tenant !== this.options.tenant) throw accessErrors.unauthenticated();
    const { sub, name, roles, only, unit_path: unitPath, tenant, may, key_id: keyId } = claims.data;
    // A token of a key that does not say what it is limited to would be one without limits.
    if ((may === undefined) !== (keyId === undefined)) throw accessErrors.unauthenticated();
    return Object.freeze({ personId: sub, name, roles, unitPath, tenant, ...(only && { only }), ...(may && { may, keyId }) });
  }
}

/** No answer from the issuer's key address is an outage, not a bad token. */
function keysUnreachable(error: unknown): boolean {
  if (error instanceof joseErrors.JWKSTimeout) return true;
  if (error instanceof joseErrors.JOSEError) return error.code === 'ERR_JOSE_GENERIC' && /200 OK|JSON/.test(error.message);
  const { syscall, errors, message } = error as NodeJS.ErrnoException & { errors?: unknown };
  return syscall !== undefined || errors !== undefined || message === 'fetch failed';
}
