import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, IfMatch, Requires, Versioned } from '@throughline/http/decorators';
import type { AccountState } from '../account/account-state.dto';
import { AccountStateDto } from '../account/account-state.dto';
import { RecordSatisfactionCommand } from './record-satisfaction.command';
import { RecordSatisfactionDto } from './record-satisfaction.dto';

@ApiTags('accounts')
@Controller('v1/accounts')
export class RecordSatisfactionController {
  constructor(private readonly command: RecordSatisfactionCommand) {}

  @Post(':id/satisfaction')
  @Requires('visit', 'account')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, AccountStateDto)
  record(
    @IdParam() accountId: string,
    @IfMatch({ optional: true }) version: number | undefined,
    @Body() body: RecordSatisfactionDto,
    @CurrentPrincipal() by: Principal,
  ): Promise<AccountState> {
    return this.command.execute({ accountId, version }, body, by);
  }
}
