import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, IfMatch, Requires, Versioned } from '@throughline/http/decorators';
import type { AccountState } from '../account/account-state.dto';
import { AccountStateDto } from '../account/account-state.dto';
import { MoveAccountCommand } from './move-account.command';
import { MoveAccountDto } from './move-account.dto';

@ApiTags('accounts')
@Controller('v1/accounts')
export class MoveAccountController {
  constructor(private readonly command: MoveAccountCommand) {}

  @Post(':id/move')
  @Requires('move', 'account')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, AccountStateDto)
  move(
    @IdParam() accountId: string,
    @IfMatch({ optional: true }) version: number | undefined,
    @Body() body: MoveAccountDto,
    @CurrentPrincipal() by: Principal,
  ): Promise<AccountState> {
    return this.command.execute({ accountId, version }, body, by);
  }
}
