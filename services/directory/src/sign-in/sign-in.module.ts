import type { DynamicModule, Provider } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { SessionCookie } from '@throughline/access/session-cookie';
import type { SettingsOf } from '@throughline/config/settings';
import { MailTransport } from '@throughline/mail/mail-transport';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { ExchangeController } from '../access-token/exchange.controller';
import { GiveTokenForKeyCommand } from '../access-token/give-token-for-key.command';
import { GiveTokenForSessionCommand } from '../access-token/give-token-for-session.command';
import { OAuthTokenController } from '../access-token/oauth-token.controller';
import { ApiKeyRepository } from '../api-key/api-key.repository';
import { ApiKeysController } from '../api-key-views/api-keys.controller';
import { ApiKeysViews } from '../api-key-views/api-keys.views';
import { AskForPasswordLinkCommand } from '../ask-for-password-link/ask-for-password-link.command';
import { AskForPasswordLinkController } from '../ask-for-password-link/ask-for-password-link.controller';
import { EndSessionsCommand } from '../end-sessions/end-sessions.command';
import { EndSessionsController } from '../end-sessions/end-sessions.controller';
import { ForgetSubjectCommand } from '../forget-subject/forget-subject.command';
import { ForgetSubjectController } from '../forget-subject/forget-subject.controller';
import { GivePasswordLinkCommand } from '../give-password-link/give-password-link.command';
import { GivePasswordLinkController } from '../give-password-link/give-password-link.controller';
import { LocalAccountRepository } from '../local-account/local-account.repository';
import { MakeApiKeyCommand } from '../make-api-key/make-api-key.command';
import { MakeApiKeyController } from '../make-api-key/make-api-key.controller';
import { OidcProvider } from '../oidc/oidc-provider';
import { OidcSubjectRepository } from '../oidc/oidc-subject.repository';
import { PasswordRequestRepository } from '../password-request/password-request.repository';
import { PersonRepository } from '../person/person.repository';
import { RevokeApiKeyCommand } from '../revoke-api-key/revoke-api-key.command';
import { RevokeApiKeyController } from '../revoke-api-key/revoke-api-key.controller';
import { SandboxModule } from '../sandbox/sandbox.module';
import { PasswordMails } from '../send-password-links/password-mails';
import { SendPasswordLinksCommand } from '../send-password-links/send-password-links.command';
import { OpenSessionFor } from '../session/open-session-for';
import { SessionRepository } from '../session/session.repository';
import { SetPasswordCommand } from '../set-password/set-password.command';
import { SetPasswordController } from '../set-password/set-password.controller';
import { SignInWithPasswordCommand } from '../sign-in-with-password/sign-in-with-password.command';
import { SignInWithPasswordController } from '../sign-in-with-password/sign-in-with-password.controller';
import { SignInWithOidcCommand } from '../sign-in-with-oidc/sign-in-with-oidc.command';
import { SignInWithOidcController } from '../sign-in-with-oidc/sign-in-with-oidc.controller';
import { KeyCipher } from '../signing-key/key-cipher';
import { KeyRing } from '../signing-key/key-ring';
import { SigningKeyRepository } from '../signing-key/signing-key.repository';
import { WithdrawSigningKeyCommand } from '../withdraw-signing-key/withdraw-signing-key.command';
import { WithdrawSigningKeyController } from '../withdraw-signing-key/withdraw-signing-key.controller';
import { JwksController } from './jwks.controller';
import { SignInSettings } from './sign-in-settings';

/** A sandbox guards nothing. */
const SANDBOX_SECRET = 'a sandbox keeps its signing keys for nobody';

/** Access tokens of this installation's own, and what they are given for. Only where there is a secret to keep the signing keys with. */
@Module({})
export class SignInModule {
  static with(settings: SettingsOf<'directory'>): DynamicModule[] {
    const sandbox = settings.THROUGHLINE_SANDBOX;
    const secret = settings.TOKEN_KEY_SECRET ?? (sandbox ? SANDBOX_SECRET : undefined);
    return secret === undefined ? [] : [signIn(settings, secret, sandbox ? [SandboxModule.forSandbox(settings)] : [])];
  }
}

function signIn(settings: SettingsOf<'directory'>, secret: string, imports: DynamicModule[]): DynamicModule {
  const issuer = { issuer: settings.TOKEN_ISSUER, audience: settings.TOKEN_AUDIENCE };
  return {
    module: SignInModule,
    imports,
    controllers: [
      JwksController, WithdrawSigningKeyController, OAuthTokenController, ExchangeController, ApiKeysController, MakeApiKeyController, RevokeApiKeyController,
      GivePasswordLinkController, AskForPasswordLinkController, SetPasswordController, SignInWithPasswordController, EndSessionsController, SignInWithOidcController, ForgetSubjectController,
    ],
    providers: [
      { provide: SignInSettings, useValue: signInSettings(settings) },
      { provide: MailTransport, useValue: new MailTransport({ smtpUrl: settings.SMTP_URL, from: settings.MAIL_FROM, publicUrl: settings.PUBLIC_URL }) },
      { provide: SessionCookie, useValue: new SessionCookie(settings.PUBLIC_URL) },
      {
        provide: KeyRing,
        inject: [TransactionRunner, SigningKeyRepository],
        useFactory: (runner: TransactionRunner, keys: SigningKeyRepository) => new KeyRing(runner, keys, new KeyCipher(secret, 'throughline signing keys'), issuer),
      },
      SigningKeyRepository, WithdrawSigningKeyCommand,
      PersonRepository, ApiKeyRepository, ApiKeysViews, MakeApiKeyCommand, RevokeApiKeyCommand, GiveTokenForKeyCommand,
      LocalAccountRepository, OidcSubjectRepository, ForgetSubjectCommand, GivePasswordLinkCommand, SetPasswordCommand, SignInWithPasswordCommand,
      PasswordRequestRepository, AskForPasswordLinkCommand, SendPasswordLinksCommand, PasswordMails,
      ...byOidc(settings, secret),
      SessionRepository, OpenSessionFor, EndSessionsCommand, GiveTokenForSessionCommand,
    ],
  };
}

function signInSettings(settings: SettingsOf<'directory'>): SignInSettings {
  return new SignInSettings({
    tenant: settings.THROUGHLINE_TENANT,
    publicUrl: settings.PUBLIC_URL,
    sessionLife: { idle: settings.SESSION_IDLE_MINUTES, most: settings.SESSION_HOURS * 60 },
    oidcName: settings.OIDC_NAME,
    trustsEmails: settings.OIDC_TRUST_EMAILS,
  });
}

/** Only where there is an identity provider. @throws Error where it is half set up */
function byOidc(settings: SettingsOf<'directory'>, secret: string): Provider[] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, PUBLIC_URL: publicUrl } = settings;
  if (issuer === undefined) return [];
  if (clientId === undefined) throw new Error('OIDC_ISSUER is set, but OIDC_CLIENT_ID is not.');
  const provider = new OidcProvider({ issuer, clientId, redirectUri: `${publicUrl}/v1/sign-in/oidc/callback`, ...(clientSecret !== undefined && { clientSecret }) });
  return [
    { provide: OidcProvider, useValue: provider },
    { provide: KeyCipher, useValue: new KeyCipher(secret, 'throughline sign-in that has begun') },
    SignInWithOidcCommand,
  ];
}
