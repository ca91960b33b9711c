import { Controller, Delete, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import type { AccountState } from '../account/account-state.dto';
import { AccountStateDto } from '../account/account-state.dto';
import { UnlinkPartnerCommand } from './unlink-partner.command';

@ApiTags('accounts')
@Controller('v1/accounts')
export class UnlinkPartnerController {
  constructor(private readonly command: UnlinkPartnerCommand) {}

  @Delete(':id/partners/:partnerId/:role')
  @Requires('link-partner', 'account')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, AccountStateDto)
  unlink(@IdParam() accountId: string, @IdParam('partnerId') partnerId: string, @Param('role') role: string, @CurrentPrincipal() by: Principal): Promise<AccountState> {
    return this.command.execute({ accountId, partnerId, role }, by);
  }
}
