import { Body, Controller, Delete, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import type { AccountState } from '../account/account-state.dto';
import { AccountStateDto } from '../account/account-state.dto';
import { MapRelationshipCommand } from './map-relationship.command';
import { MapRelationshipDto } from './map-relationship.dto';

@ApiTags('accounts')
@Controller('v1/accounts')
export class MapRelationshipController {
  constructor(private readonly command: MapRelationshipCommand) {}

  /** Notes that this contact of theirs and this person of ours talk to each other. */
  @Put(':id/relationships/:contactId/:personId')
  @Requires('change', 'account')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, AccountStateDto)
  map(
    @IdParam() accountId: string,
    @IdParam('contactId') contactId: string,
    @IdParam('personId') personId: string,
    @Body() body: MapRelationshipDto,
    @CurrentPrincipal() by: Principal,
  ): Promise<AccountState> {
    return this.command.map({ accountId, contactId, personId }, body, by);
  }

  @Delete(':id/relationships/:contactId/:personId')
  @Requires('change', 'account')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, AccountStateDto)
  drop(@IdParam() accountId: string, @IdParam('contactId') contactId: string, @IdParam('personId') personId: string, @CurrentPrincipal() by: Principal): Promise<AccountState> {
    return this.command.drop({ accountId, contactId, personId }, by);
  }
}
