import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import { MakeApiKeyCommand } from './make-api-key.command';
import type { MadeApiKey } from './make-api-key.dto';
import { MadeApiKeyDto, MakeApiKeyDto } from './make-api-key.dto';

@ApiTags('sign-in')
@Controller('v1/api-keys')
export class MakeApiKeyController {
  constructor(private readonly command: MakeApiKeyCommand) {}

  @Post()
  @Requires('make', 'api-key')
  @IdempotencyHeader()
  @Answers(201, MadeApiKeyDto)
  make(@Body() body: MakeApiKeyDto, @CurrentPrincipal() by: Principal): Promise<MadeApiKey> {
    return this.command.execute(body, by);
  }
}
