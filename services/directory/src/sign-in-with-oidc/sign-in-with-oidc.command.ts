import { Injectable } from '@nestjs/common';
import { currentContext, withContext } from '@throughline/observability/context';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { CallbackParamsType, IdTokenClaims } from 'openid-client';
import { z } from 'zod';
import { LocalAccountRepository } from '../local-account/local-account.repository';
import { OidcProvider } from '../oidc/oidc-provider';
import { OidcSubjectRepository } from '../oidc/oidc-subject.repository';
import { oidcErrors } from '../oidc/oidc.errors';
import { PersonRepository } from '../person/person.repository';
import type { OpenedSession } from '../session/open-session-for';
import { OpenSessionFor } from '../session/open-session-for';
import { SignInSettings } from '../sign-in/sign-in-settings';
import { KeyCipher } from '../signing-key/key-cipher';

const beginningSchema = z.object({ checks: z.object({ state: z.string(), nonce: z.string(), verifier: z.string() }), returnTo: z.string(), until: z.number() });
/** Milliseconds that somebody has at the provider. */
export const PATIENCE = 600_000;

/**
 * Sign-in by the company's identity provider. What belongs to one that has begun is sealed in a cookie of the browser that began it: nobody can be led
 * to finish another's, and nothing is kept here for those who never come back.
 */
@Injectable()
export class SignInWithOidcCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly provider: OidcProvider,
    private readonly subjects: OidcSubjectRepository,
    private readonly accounts: LocalAccountRepository,
    private readonly people: PersonRepository,
    private readonly sessions: OpenSessionFor,
    private readonly settings: SignInSettings,
    private readonly cipher: KeyCipher,
  ) {}

  /** @returns where to send the browser, and what it keeps meanwhile @throws oidc.away */
  async begin(returnTo = '/'): Promise<{ address: string; kept: string }> {
    const { address, checks } = await this.provider.begin();
    return { address, kept: await this.cipher.seal(JSON.stringify({ checks, returnTo: this.ownPath(returnTo), until: Date.now() + PATIENCE })) };
  }

  /** @throws oidc.refused, oidc.unknown_person, oidc.away */
  async finish(answer: CallbackParamsType, kept: string | undefined): Promise<OpenedSession & { returnTo: string }> {
    const { checks, returnTo } = await this.beginning(kept);
    const claims = await this.provider.finish(answer, checks);
    return { ...(await this.open(claims)), returnTo };
  }

  private async beginning(kept: string | undefined): Promise<z.infer<typeof beginningSchema>> {
    const opened = await this.cipher.open(kept ?? '').catch(() => undefined);
    const beginning = opened === undefined ? undefined : beginningSchema.parse(JSON.parse(opened));
    if (!beginning || beginning.until < Date.now()) throw oidcErrors.refused();
    return beginning;
  }

  private async open(claims: IdTokenClaims): Promise<OpenedSession> {
    const personId = await this.transaction.run((tx) => this.personOf(tx, claims));
    if (personId === undefined) throw oidcErrors.unknown_person();
    const context = { ...currentContext(), principal: { personId, authType: 'user' as const } };
    return withContext(context, () =>
      this.transaction.run(async (tx) => {
        const person = await this.people.lock(tx, personId);
        if (!person.active) throw oidcErrors.unknown_person();
        return this.sessions.open(tx, person, 'oidc');
      }),
    );
  }

  /** By subject, once that is known; the first time by an address that the provider has confirmed. */
  private async personOf(tx: Tx, { iss: issuer, sub: subject, email, email_verified: confirmed }: IdTokenClaims): Promise<string | undefined> {
    const known = await this.subjects.personOf(tx, { issuer, subject });
    if (known !== undefined) return known;
    if (email === undefined || !(confirmed === true || this.settings.trustsEmails)) return undefined;
    const personId = await this.accounts.personByEmail(tx, email);
    return personId !== undefined && (await this.subjects.bind(tx, { issuer, subject }, personId)) ? personId : undefined;
  }

  /** A path of our own; anything else would let a link lead people from our sign-in to somebody else's page. */
  private ownPath(returnTo: string): string {
    const { origin } = new URL(this.settings.publicUrl);
    const address = URL.canParse(returnTo, origin) ? new URL(returnTo, origin) : undefined;
    // `/.//evil.example` has our origin, and a path that begins like the address of another host.
    const ours = returnTo.startsWith('/') && address?.origin === origin && !address.pathname.startsWith('//');
    return ours ? `${address.pathname}${address.search}${address.hash}` : '/';
  }
}
