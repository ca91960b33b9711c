import { Controller, Get, Headers, Optional, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SessionCookie } from '@throughline/access/session-cookie';
import { Answers, Public } from '@throughline/http/decorators';
import { MailTransport } from '@throughline/mail/mail-transport';
import type { FastifyReply } from 'fastify';
import { oidcErrors } from '../oidc/oidc.errors';
import { SignInSettings } from '../sign-in/sign-in-settings';
import { PATIENCE, SignInWithOidcCommand } from './sign-in-with-oidc.command';
import { BeginOidcDto, OidcAnswerDto, WaysToSignInDto } from './sign-in-with-oidc.dto';
import type { WaysToSignIn } from './sign-in-with-oidc.dto';

@ApiTags('sign-in')
@Controller('v1/sign-in')
export class SignInWithOidcController {
  /** Of a sign-in that has begun. */
  private readonly begun: SessionCookie;

  constructor(
    private readonly settings: SignInSettings,
    private readonly mail: MailTransport,
    @Optional() private readonly command?: SignInWithOidcCommand,
  ) {
    this.begun = new SessionCookie(settings.publicUrl, 'sign-in');
  }

  /** How one can sign in here. */
  @Get()
  @Public()
  @Answers(200, WaysToSignInDto)
  ways(): WaysToSignIn {
    return { password: true, passwordLinks: this.mail.isSet, oidc: this.command ? { name: this.settings.oidcName, address: '/v1/sign-in/oidc' } : null };
  }

  /** For a browser to follow: leads to the company's identity provider, and from there back. */
  @Get('oidc')
  @Public()
  @Answers(302)
  async begin(@Query() { returnTo }: BeginOidcDto, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    if (!this.command) throw oidcErrors.not_set_up();
    const { address, kept } = await this.command.begin(returnTo);
    void reply.headers({ location: address, 'set-cookie': this.begun.set(kept, PATIENCE / 1000), 'cache-control': 'no-store' });
  }

  /** Where the identity provider sends the browser back to. */
  @Get('oidc/callback')
  @Public()
  @Answers(302)
  async finish(@Query() answer: OidcAnswerDto, @Headers('cookie') cookies: string | undefined, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    if (!this.command) throw oidcErrors.not_set_up();
    void reply.header('cache-control', 'no-store');
    const { setCookie, returnTo } = await this.command.finish(answer, this.begun.in(cookies));
    void reply.headers({ location: returnTo, 'set-cookie': [setCookie, this.begun.clear()] });
  }
}
