import { Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import type { AccountState } from '../account/account-state.dto';
import { AccountStateDto } from '../account/account-state.dto';
import { UnmergeAccountCommand } from './unmerge-account.command';

@ApiTags('accounts')
@Controller('v1/accounts')
export class UnmergeAccountController {
  constructor(private readonly command: UnmergeAccountCommand) {}

  @Post(':id/unmerge')
  @Requires('unmerge', 'account')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, AccountStateDto)
  unmerge(@IdParam() accountId: string, @CurrentPrincipal() by: Principal): Promise<AccountState> {
    return this.command.execute(accountId, by);
  }
}
