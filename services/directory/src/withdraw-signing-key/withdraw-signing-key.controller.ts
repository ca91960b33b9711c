import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import { WithdrawSigningKeyCommand } from './withdraw-signing-key.command';
import type { WithdrawnSigningKey } from './withdraw-signing-key.dto';
import { WithdrawnSigningKeyDto, WithdrawSigningKeyDto } from './withdraw-signing-key.dto';

@ApiTags('sign-in')
@Controller('v1/signing-keys')
export class WithdrawSigningKeyController {
  constructor(private readonly command: WithdrawSigningKeyCommand) {}

  @Post('withdrawals')
  @Requires('withdraw', 'signing-key')
  @IdempotencyHeader()
  @Answers(200, WithdrawnSigningKeyDto)
  withdraw(@Body() body: WithdrawSigningKeyDto, @CurrentPrincipal() by: Principal): Promise<WithdrawnSigningKey> {
    return this.command.execute(body, by);
  }
}
