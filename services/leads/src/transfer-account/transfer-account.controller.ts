import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, IfMatch, Requires, Versioned } from '@throughline/http/decorators';
import type { AccountState } from '../account/account-state.dto';
import { AccountStateDto } from '../account/account-state.dto';
import { TransferAccountCommand } from './transfer-account.command';
import { TransferAccountDto } from './transfer-account.dto';

@ApiTags('accounts')
@Controller('v1/accounts')
export class TransferAccountController {
  constructor(private readonly command: TransferAccountCommand) {}

  @Post(':id/transfer')
  @Requires('transfer', 'account')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, AccountStateDto)
  transfer(
    @IdParam() accountId: string,
    @IfMatch({ optional: true }) version: number | undefined,
    @Body() body: TransferAccountDto,
    @CurrentPrincipal() by: Principal,
  ): Promise<AccountState> {
    return this.command.execute({ accountId, version }, body, by);
  }
}
