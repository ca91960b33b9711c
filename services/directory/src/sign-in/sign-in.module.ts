import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import type { SettingsOf } from '@throughline/config/settings';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { ExchangeController } from '../access-token/exchange.controller';
import { GiveTokenForKeyCommand } from '../access-token/give-token-for-key.command';
import { OAuthTokenController } from '../access-token/oauth-token.controller';
import { ApiKeyRepository } from '../api-key/api-key.repository';
import { ApiKeysController } from '../api-key-views/api-keys.controller';
import { ApiKeysViews } from '../api-key-views/api-keys.views';
import { MakeApiKeyCommand } from '../make-api-key/make-api-key.command';
import { MakeApiKeyController } from '../make-api-key/make-api-key.controller';
import { PersonRepository } from '../person/person.repository';
import { RevokeApiKeyCommand } from '../revoke-api-key/revoke-api-key.command';
import { RevokeApiKeyController } from '../revoke-api-key/revoke-api-key.controller';
import { SandboxModule } from '../sandbox/sandbox.module';
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
    controllers: [JwksController, WithdrawSigningKeyController, OAuthTokenController, ExchangeController, ApiKeysController, MakeApiKeyController, RevokeApiKeyController],
    providers: [
      { provide: SignInSettings, useValue: new SignInSettings(settings.THROUGHLINE_TENANT, settings.PUBLIC_URL) },
      {
        provide: KeyRing,
        inject: [TransactionRunner, SigningKeyRepository],
        useFactory: (runner: TransactionRunner, keys: SigningKeyRepository) => new KeyRing(runner, keys, new KeyCipher(secret, 'throughline signing keys'), issuer),
      },
      SigningKeyRepository, WithdrawSigningKeyCommand,
      PersonRepository, ApiKeyRepository, ApiKeysViews, MakeApiKeyCommand, RevokeApiKeyCommand, GiveTokenForKeyCommand,
    ],
  };
}
