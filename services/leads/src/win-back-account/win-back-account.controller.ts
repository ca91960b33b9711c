import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, IfMatch, Requires, Versioned } from '@throughline/http/decorators';
import type { AccountState } from '../account/account-state.dto';
import { AccountStateDto } from '../account/account-state.dto';
import { WinBackAccountCommand } from './win-back-account.command';
import { WinBackAccountDto } from './win-back-account.dto';

@ApiTags('accounts')
@Controller('v1/accounts')
export class WinBackAccountController {
  constructor(private readonly command: WinBackAccountCommand) {}

  @Post(':id/win-back')
  @Requires('churn', 'account')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, AccountStateDto)
  winBack(
    @IdParam() accountId: string,
    @IfMatch({ optional: true }) version: number | undefined,
    @Body() body: WinBackAccountDto,
    @CurrentPrincipal() by: Principal,
  ): Promise<AccountState> {
    return this.command.execute({ accountId, version }, body, by);
  }
}
