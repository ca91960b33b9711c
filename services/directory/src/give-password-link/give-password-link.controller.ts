import { Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import { GivePasswordLinkCommand } from './give-password-link.command';
import type { PasswordLink } from './give-password-link.dto';
import { PasswordLinkDto } from './give-password-link.dto';

@ApiTags('sign-in')
@Controller('v1/people')
export class GivePasswordLinkController {
  constructor(private readonly command: GivePasswordLinkCommand) {}

  @Post(':id/password-links')
  @Requires('give-link', 'sign-in')
  @IdempotencyHeader()
  @Answers(201, PasswordLinkDto)
  give(@IdParam() personId: string, @CurrentPrincipal() by: Principal): Promise<PasswordLink> {
    return this.command.execute({ personId }, by);
  }
}
