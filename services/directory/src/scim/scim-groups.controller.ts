import { Body, Controller, Delete, Get, Headers, Param, Patch, Post, Put, Query } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import { Scim } from './scim-answer';
import { ScimGroups } from './scim-groups';
import { scimBody, scimQuery } from './scim-request';

/** RFC 7644, groups: named sets of users. */
@Controller('scim/v2/Groups')
@Scim()
export class ScimGroupsController {
  constructor(private readonly groups: ScimGroups) {}

  @Get()
  @Requires('read', 'scim')
  @Answers(200)
  list(@Query() query: Record<string, string>): Promise<object> {
    return this.groups.list(scimQuery(query));
  }

  @Post('.search')
  @Requires('read', 'scim')
  @Answers(200)
  search(@Body() body: unknown): Promise<object> {
    return this.groups.list(scimQuery(scimBody(body)));
  }

  @Get(':id')
  @Requires('read', 'scim')
  @Answers(200)
  one(@Param('id') id: string, @Query() query: Record<string, string>): Promise<object> {
    return this.groups.one(id, scimQuery(query));
  }

  @Post()
  @Requires('write', 'scim')
  @IdempotencyHeader()
  @Answers(201)
  create(@Body() body: unknown, @CurrentPrincipal() by: Principal): Promise<object> {
    return this.groups.create(scimBody(body), by);
  }

  @Put(':id')
  @Requires('write', 'scim')
  @IdempotencyHeader()
  @Answers(200)
  replace(@Param('id') id: string, @Body() body: unknown, @Headers('if-match') version: string | undefined, @CurrentPrincipal() by: Principal): Promise<object> {
    return this.groups.replace(id, scimBody(body), version, by);
  }

  @Patch(':id')
  @Requires('write', 'scim')
  @IdempotencyHeader()
  @Answers(200)
  patch(@Param('id') id: string, @Body() body: unknown, @Headers('if-match') version: string | undefined, @CurrentPrincipal() by: Principal): Promise<object> {
    return this.groups.patch(id, scimBody(body), version, by);
  }

  @Delete(':id')
  @Requires('write', 'scim')
  @Answers(204)
  remove(@Param('id') id: string, @Headers('if-match') version: string | undefined, @CurrentPrincipal() by: Principal): Promise<void> {
    return this.groups.remove(id, version, by);
  }
}
