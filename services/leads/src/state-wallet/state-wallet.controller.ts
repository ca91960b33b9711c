import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import type { AccountState } from '../account/account-state.dto';
import { AccountStateDto } from '../account/account-state.dto';
import { StateWalletCommand } from './state-wallet.command';
import { StateWalletDto } from './state-wallet.dto';

@ApiTags('accounts')
@Controller('v1/accounts')
export class StateWalletController {
  constructor(private readonly command: StateWalletCommand) {}

  /** One number for each year and currency; a later one takes the place of the earlier. */
  @Post(':id/wallet')
  @Requires('change', 'account')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, AccountStateDto)
  state(@IdParam() accountId: string, @Body() body: StateWalletDto, @CurrentPrincipal() by: Principal): Promise<AccountState> {
    return this.command.execute({ accountId }, body, by);
  }
}
