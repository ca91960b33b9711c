import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import { AskExtensionCommand } from './ask-extension.command';
import type { AskedExtension } from './ask-extension.dto';
import { AskedExtensionDto, AskExtensionDto } from './ask-extension.dto';

@ApiTags('leads')
@Controller('v1/leads')
export class AskExtensionController {
  constructor(private readonly command: AskExtensionCommand) {}

  @Post(':id/extension-requests')
  @Requires('ask-extension', 'lead')
  @IdempotencyHeader()
  @Answers(201, AskedExtensionDto)
  ask(@IdParam() leadId: string, @Body() body: AskExtensionDto, @CurrentPrincipal() by: Principal): Promise<AskedExtension> {
    return this.command.execute({ leadId, ...body }, by);
  }
}
