import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, Public } from '@throughline/http/decorators';
import type { FastifyReply } from 'fastify';
import { SignInWithPasswordCommand } from './sign-in-with-password.command';
import type { SignedIn } from './sign-in-with-password.dto';
import { SignedInDto, SignInWithPasswordDto } from './sign-in-with-password.dto';

@ApiTags('sign-in')
@Controller('v1/session')
export class SignInWithPasswordController {
  constructor(private readonly command: SignInWithPasswordCommand) {}

  /** Opens a session, which the browser shows from then on by its cookie. */
  @Post()
  @Public()
  @Answers(201, SignedInDto)
  async signIn(@Body() body: SignInWithPasswordDto, @Res({ passthrough: true }) reply: FastifyReply): Promise<SignedIn> {
    const { setCookie, ...signedIn } = await this.command.execute(body);
    void reply.headers({ 'set-cookie': setCookie, 'cache-control': 'no-store' });
    return signedIn;
  }
}
