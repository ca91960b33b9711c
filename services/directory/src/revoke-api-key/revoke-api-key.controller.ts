import { Controller, Delete } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import type { ApiKeyView } from '../api-key-views/api-keys.dto';
import { ApiKeyDto } from '../api-key-views/api-keys.dto';
import { RevokeApiKeyCommand } from './revoke-api-key.command';

@ApiTags('sign-in')
@Controller('v1/api-keys')
export class RevokeApiKeyController {
  constructor(private readonly command: RevokeApiKeyCommand) {}

  @Delete(':id')
  @Requires('revoke', 'api-key')
  @IdempotencyHeader()
  @Answers(200, ApiKeyDto)
  revoke(@IdParam() keyId: string, @CurrentPrincipal() by: Principal): Promise<ApiKeyView> {
    return this.command.execute({ keyId }, by);
  }
}
