import { oidcErrors } from './oidc.errors';
import { Remembered } from '@throughline/access/remembered';
import { rootLogger } from '@throughline/observability/logger';
import { errors, generators, Issuer } from 'openid-client';
import type { CallbackParamsType, Client, IdTokenClaims } from 'openid-client';

export interface OidcSettings {
  issuer: string;
  clientId: string;
  /** Absent: a public client, which PKCE alone protects. */
  clientSecret?: string;
  /** Where the provider sends browsers back to. */
  redirectUri: string;
}

/** What must come back with the answer, and is known to the browser that began only. */
export interface Checks {
  state: string;
  nonce: string;
  verifier: string;
}

/** Milliseconds for which what the provider says of itself is kept. Its keys are read anew when one is unknown, at most once a minute. */
const KEPT_FOR = 3_600_000;
/** Never a shared secret, never none. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];

/** The company's identity provider: OpenID Connect, code flow with PKCE, found by discovery. */
export class OidcProvider {
  private readonly clients = new Remembered<Client>(KEPT_FOR, 1);

  constructor(private readonly settings: OidcSettings) {}

  /** @returns where to send the browser, and what to check its answer with @throws oidc.away */
  async begin(): Promise<{ address: string; checks: Checks }> {
    const client = await this.client();
    const checks: Checks = { state: generators.state(), nonce: generators.nonce(), verifier: generators.codeVerifier() };
    const address = client.authorizationUrl({
      scope: 'openid email profile',
      state: checks.state,
      nonce: checks.nonce,
      code_challenge: generators.codeChallenge(checks.verifier),
      code_challenge_method: 'S256',
    });
    return { address, checks };
  }

  /** @returns the claims of an ID token that holds in every respect @throws oidc.refused, oidc.away */
  async finish(answer: CallbackParamsType, { state, nonce, verifier }: Checks): Promise<IdTokenClaims> {
    const client = await this.client();
    try {
      const tokens = await client.callback(this.settings.redirectUri, answer, { state, nonce, code_verifier: verifier, response_type: 'code' });
      return tokens.claims();
    } catch (error) {
      rootLogger('directory').warn({ reason: (error as Error).message }, 'a sign-in by the identity provider failed');
      // OPError: the provider refuses; RPError: what it says does not hold. All else is the way to it.
      const answered = error instanceof errors.RPError || (error instanceof errors.OPError && (error.response?.statusCode ?? 400) < 500);
      throw answered ? oidcErrors.refused({ cause: error }) : oidcErrors.away({ cause: error, retryAfterSeconds: 5 });
    }
  }

  private client(): Promise<Client> {
    return this.clients.get('', async () => {
      const { issuer: expected, clientId, clientSecret, redirectUri } = this.settings;
      try {
        const issuer = await Issuer.discover(expected);
        if (issuer.metadata.issuer.replace(/\/$/, '') !== expected) throw new Error(`the document at OIDC_ISSUER is of ${issuer.metadata.issuer}`);
        const offered = (issuer.metadata.id_token_signing_alg_values_supported as string[] | undefined) ?? ['RS256'];
        const algorithm = ALGORITHMS.find((name) => offered.includes(name));
        if (algorithm === undefined) throw new Error('it signs with none of the methods that are taken');
        return new issuer.Client({
          client_id: clientId,
          ...(clientSecret === undefined ? { token_endpoint_auth_method: 'none' } : { client_secret: clientSecret }),
          redirect_uris: [redirectUri],
          response_types: ['code'],
          id_token_signed_response_alg: algorithm,
        });
      } catch (error) {
        rootLogger('directory').error({ reason: (error as Error).message }, 'the identity provider cannot be used');
        throw oidcErrors.away({ cause: error, retryAfterSeconds: 5 });
      }
    });
  }
}
