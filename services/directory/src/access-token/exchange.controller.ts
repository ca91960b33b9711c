import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@throughline/http/decorators';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { isSecret } from '../session/session';
import { GiveTokenForKeyCommand } from './give-token-for-key.command';
import { GiveTokenForSessionCommand } from './give-token-for-session.command';

class ExchangeDto extends createZodDto(z.strictObject({ credential: z.string().min(1).max(200) })) {}

/** For the gateway: what a caller has shown becomes a token that every service takes. Who has the credential needs no other right. */
@ApiExcludeController()
@Controller('internal/access-tokens')
export class ExchangeController {
  constructor(
    private readonly forKey: GiveTokenForKeyCommand,
    private readonly forSession: GiveTokenForSessionCommand,
  ) {}

  @Post()
  @Public()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async exchange(@Body() { credential }: ExchangeDto): Promise<{ token: string; expiresAt: string }> {
    const { token, expiresAt } = await (isSecret(credential) ? this.forSession : this.forKey).execute(credential);
    return { token, expiresAt: expiresAt.toISOString() };
  }
}
