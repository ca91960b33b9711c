import { Body, Controller, Post } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import type { GroupView } from '../group-views/groups.dto';
import { GroupDto } from '../group-views/groups.dto';
import { ChangeGroupMembersCommand } from './change-group-members.command';
import { ChangeGroupMembersDto } from './change-group-members.dto';

@Controller('v1/groups')
export class ChangeGroupMembersController {
  constructor(private readonly command: ChangeGroupMembersCommand) {}

  @Post(':id/members')
  @Requires('change', 'group')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, GroupDto)
  change(@IdParam() groupId: string, @Body() body: ChangeGroupMembersDto, @CurrentPrincipal() by: Principal): Promise<GroupView> {
    return this.command.execute({ groupId, ...body }, by);
  }
}
