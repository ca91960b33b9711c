import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import { MergeAccountCommand } from './merge-account.command';
import type { MergedAccount } from './merge-account.dto';
import { MergeAccountDto, MergedAccountDto } from './merge-account.dto';

@ApiTags('accounts')
@Controller('v1/accounts')
export class MergeAccountController {
  constructor(private readonly command: MergeAccountCommand) {}

  @Post(':id/merge')
  @Requires('merge', 'account')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, MergedAccountDto)
  merge(@IdParam() accountId: string, @Body() body: MergeAccountDto, @CurrentPrincipal() by: Principal): Promise<MergedAccount> {
    return this.command.execute({ accountId, ...body }, by);
  }
}
