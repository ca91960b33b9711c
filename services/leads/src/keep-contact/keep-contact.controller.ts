import { Body, Controller, Get, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, IfMatch, Requires, Versioned } from '@throughline/http/decorators';
import { AccountViews } from '../account-views/account.views';
import { KeepContactCommand } from './keep-contact.command';
import type { Contact } from './keep-contact.dto';
import { AddContactDto, ChangeContactDto, ContactDto } from './keep-contact.dto';

@ApiTags('contacts')
@Controller('v1')
export class KeepContactController {
  constructor(
    private readonly command: KeepContactCommand,
    private readonly views: AccountViews,
  ) {}

  @Post('accounts/:id/contacts')
  @Requires('add-contact', 'account')
  @IdempotencyHeader()
  @Versioned()
  @Answers(201, ContactDto)
  add(@IdParam() accountId: string, @Body() body: AddContactDto, @CurrentPrincipal() by: Principal): Promise<Contact> {
    return this.command.add({ accountId }, body, by);
  }

  @Get('contacts/:id')
  @Requires('read', 'contact')
  @Versioned()
  @Answers(200, ContactDto)
  read(@IdParam() contactId: string, @CurrentPrincipal() by: Principal): Promise<Contact> {
    return this.views.contact(contactId, by);
  }

  @Patch('contacts/:id')
  @Requires('add-contact', 'account')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, ContactDto)
  change(@IdParam() contactId: string, @IfMatch() version: number, @Body() body: ChangeContactDto, @CurrentPrincipal() by: Principal): Promise<Contact> {
    return this.command.change({ contactId, version }, body, by);
  }
}
