import { Controller, Delete, Headers, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { SessionCookie } from '@throughline/access/session-cookie';
import { Answers, CurrentPrincipal, IdParam, Public, Requires } from '@throughline/http/decorators';
import type { FastifyReply } from 'fastify';
import { isSecret } from '../session/session';
import { EndSessionsCommand } from './end-sessions.command';
import { EndedSessionsDto } from './end-sessions.dto';

@ApiTags('sign-in')
@Controller('v1')
export class EndSessionsController {
  constructor(
    private readonly command: EndSessionsCommand,
    private readonly cookie: SessionCookie,
  ) {}

  /** Signs out here. The browser forgets the session, whether it was still valid or not. */
  @Delete('session')
  @Public()
  @Answers(200, EndedSessionsDto)
  async signOut(@Headers('cookie') cookies: string | undefined, @Res({ passthrough: true }) reply: FastifyReply): Promise<{ ended: number }> {
    const secret = this.cookie.in(cookies);
    void reply.header('set-cookie', this.cookie.clear());
    return secret !== undefined && isSecret(secret) ? this.command.one(secret) : { ended: 0 };
  }

  /** Signs out everywhere, this browser included. */
  @Delete('sessions')
  @Requires('end-sessions', 'sign-in')
  @Answers(200, EndedSessionsDto)
  async signOutEverywhere(@CurrentPrincipal() by: Principal, @Res({ passthrough: true }) reply: FastifyReply): Promise<{ ended: number }> {
    void reply.header('set-cookie', this.cookie.clear());
    return this.command.everywhere(by.personId, by);
  }

  /** For administrators: a device was lost. */
  @Delete('people/:id/sessions')
  @Requires('end-sessions', 'sign-in')
  @Answers(200, EndedSessionsDto)
  async of(@IdParam() personId: string, @CurrentPrincipal() by: Principal): Promise<{ ended: number }> {
    return this.command.everywhere(personId, by);
  }
}
