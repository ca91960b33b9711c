import { Body, Controller, Delete, Get, Headers, Param, Patch, Post, Put, Query } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import { Scim } from './scim-answer';
import { scimBody, scimQuery } from './scim-request';
import { ScimUsers } from './scim-users';

/** RFC 7644, users. Every attribute that we do not know is ignored. */
@Controller('scim/v2/Users')
@Scim()
export class ScimUsersController {
  constructor(private readonly users: ScimUsers) {}

  @Get()
  @Requires('read', 'scim')
  @Answers(200)
  list(@Query() query: Record<string, string>): Promise<object> {
    return this.users.list(scimQuery(query));
  }

  @Post('.search')
  @Requires('read', 'scim')
  @Answers(200)
  search(@Body() body: unknown): Promise<object> {
    return this.users.list(scimQuery(scimBody(body)));
  }

  @Get(':id')
  @Requires('read', 'scim')
  @Answers(200)
  one(@Param('id') id: string, @Query() query: Record<string, string>): Promise<object> {
    return this.users.one(id, scimQuery(query));
  }

  @Post()
  @Requires('write', 'scim')
  @IdempotencyHeader()
  @Answers(201)
  create(@Body() body: unknown, @CurrentPrincipal() by: Principal): Promise<object> {
    return this.users.create(scimBody(body), by);
  }

  @Put(':id')
  @Requires('write', 'scim')
  @IdempotencyHeader()
  @Answers(200)
  replace(@Param('id') id: string, @Body() body: unknown, @Headers('if-match') version: string | undefined, @CurrentPrincipal() by: Principal): Promise<object> {
    return this.users.replace(id, scimBody(body), version, by);
  }

  @Patch(':id')
  @Requires('write', 'scim')
  @IdempotencyHeader()
  @Answers(200)
  patch(@Param('id') id: string, @Body() body: unknown, @Headers('if-match') version: string | undefined, @CurrentPrincipal() by: Principal): Promise<object> {
    return this.users.patch(id, scimBody(body), version, by);
  }

  @Delete(':id')
  @Requires('write', 'scim')
  @Answers(204)
  remove(@Param('id') id: string, @Headers('if-match') version: string | undefined, @CurrentPrincipal() by: Principal): Promise<void> {
    return this.users.remove(id, version, by);
  }
}
