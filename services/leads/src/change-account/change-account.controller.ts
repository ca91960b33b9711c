import { Body, Controller, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, IfMatch, Requires, Versioned } from '@throughline/http/decorators';
import type { AccountState } from '../account/account-state.dto';
import { AccountStateDto } from '../account/account-state.dto';
import { ChangeAccountCommand } from './change-account.command';
import { ChangeAccountDto } from './change-account.dto';

@ApiTags('accounts')
@Controller('v1/accounts')
export class ChangeAccountController {
  constructor(private readonly command: ChangeAccountCommand) {}

  @Patch(':id')
  @Requires('change', 'account')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, AccountStateDto)
  change(@IdParam() accountId: string, @IfMatch() version: number, @Body() body: ChangeAccountDto, @CurrentPrincipal() by: Principal): Promise<AccountState> {
    return this.command.execute({ accountId, version }, body, by);
  }
}
