import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import type { SettingsOf } from '@throughline/config/settings';
import { PeopleViews } from '../people-views/people.views';
import { OpenSessionCommand } from './open-session/open-session.command';
import { OpenSessionController } from './open-session/open-session.controller';
import { SANDBOX_TENANT } from './sandbox-tenant';
import { SandboxController } from './sandbox-views/sandbox.controller';
import { SandboxKeyRepository } from './sandbox-key.repository';
import { TokenIssuer } from '../token/token-issuer';

/** Sign-in as anybody. It refuses to be loaded anywhere but in a sandbox. */
@Module({})
export class SandboxModule {
  /** @throws Error unless THROUGHLINE_SANDBOX is true and NODE_ENV is not production */
  static forSandbox(settings: SettingsOf<'directory'>): DynamicModule {
    if (!settings.THROUGHLINE_SANDBOX || settings.NODE_ENV === 'production') {
      throw new Error(
        'The sandbox sign-in lets anybody sign in as anybody. It runs only with THROUGHLINE_SANDBOX=true and NODE_ENV other than production; ' +
          `here THROUGHLINE_SANDBOX is ${settings.THROUGHLINE_SANDBOX} and NODE_ENV is ${settings.NODE_ENV}.`,
      );
    }
    return {
      module: SandboxModule,
      controllers: [OpenSessionController, SandboxController],
      providers: [
        OpenSessionCommand,
        PeopleViews,
        SandboxKeyRepository,
        { provide: SANDBOX_TENANT, useValue: settings.THROUGHLINE_TENANT },
        { provide: TokenIssuer, inject: [SandboxKeyRepository], useFactory: (keys: SandboxKeyRepository) => tokenIssuer(keys, settings) },
      ],
      exports: [TokenIssuer],
    };
  }
}

async function tokenIssuer(keys: SandboxKeyRepository, settings: SettingsOf<'directory'>): Promise<TokenIssuer> {
  // An .env file has no line breaks within a value: there they are written as \n.
  const given = settings.SANDBOX_SIGNING_KEY?.replaceAll('\\n', '\n');
  const key = given ?? (await keys.keep(() => TokenIssuer.newKey()));
  return TokenIssuer.of(key, { issuer: settings.TOKEN_ISSUER, audience: settings.TOKEN_AUDIENCE });
}
