import { Body, Controller, Delete, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import type { AccountState } from '../account/account-state.dto';
import { AccountStateDto } from '../account/account-state.dto';
import { ShareAccountCommand } from './share-account.command';
import { ShareAccountDto } from './share-account.dto';

@ApiTags('accounts')
@Controller('v1/accounts')
export class ShareAccountController {
  constructor(private readonly command: ShareAccountCommand) {}

  /** Puts somebody into the team, or changes what he may. */
  @Put(':id/team/:personId')
  @Requires('share', 'account')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, AccountStateDto)
  share(@IdParam() accountId: string, @IdParam('personId') personId: string, @Body() body: ShareAccountDto, @CurrentPrincipal() by: Principal): Promise<AccountState> {
    return this.command.share({ accountId, personId }, body, by);
  }

  @Delete(':id/team/:personId')
  @Requires('share', 'account')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, AccountStateDto)
  unshare(@IdParam() accountId: string, @IdParam('personId') personId: string, @CurrentPrincipal() by: Principal): Promise<AccountState> {
    return this.command.unshare({ accountId, personId }, by);
  }
}
