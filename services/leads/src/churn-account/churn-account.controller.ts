import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, IfMatch, Requires, Versioned } from '@throughline/http/decorators';
import type { AccountState } from '../account/account-state.dto';
import { AccountStateDto } from '../account/account-state.dto';
import { ChurnAccountCommand } from './churn-account.command';
import { ChurnAccountDto } from './churn-account.dto';

@ApiTags('accounts')
@Controller('v1/accounts')
export class ChurnAccountController {
  constructor(private readonly command: ChurnAccountCommand) {}

  @Post(':id/churn')
  @Requires('churn', 'account')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, AccountStateDto)
  churn(
    @IdParam() accountId: string,
    @IfMatch({ optional: true }) version: number | undefined,
    @Body() body: ChurnAccountDto,
    @CurrentPrincipal() by: Principal,
  ): Promise<AccountState> {
    return this.command.execute({ accountId, version }, body, by);
  }
}
