import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires, Versioned } from '@throughline/http/decorators';
import type { AccountState } from '../account/account-state.dto';
import { AccountStateDto } from '../account/account-state.dto';
import { CreateAccountCommand } from './create-account.command';
import { CreateAccountDto } from './create-account.dto';

@ApiTags('accounts')
@Controller('v1/accounts')
export class CreateAccountController {
  constructor(private readonly command: CreateAccountCommand) {}

  @Post()
  @Requires('create', 'account')
  @IdempotencyHeader()
  @Versioned()
  @Answers(201, AccountStateDto)
  create(@Body() body: CreateAccountDto, @CurrentPrincipal() by: Principal): Promise<AccountState> {
    return this.command.execute(body, by);
  }
}
