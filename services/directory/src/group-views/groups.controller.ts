import { Controller, Get, Query } from '@nestjs/common';
import { Answers, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import type { Page } from '@throughline/http/page';
import type { GroupView, MemberView } from './groups.dto';
import { GroupDto, GroupsPageDto, GroupsQueryDto, MembersPageDto, MembersQueryDto } from './groups.dto';
import { GroupsViews } from './groups.views';

@Controller('v1/groups')
export class GroupsController {
  constructor(private readonly groups: GroupsViews) {}

  @Get()
  @Requires('read', 'group')
  @Answers(200, GroupsPageDto)
  page(@Query() query: GroupsQueryDto): Promise<Page<GroupView>> {
    return this.groups.page(query);
  }

  @Get(':id')
  @Requires('read', 'group')
  @Versioned()
  @Answers(200, GroupDto)
  one(@IdParam() groupId: string): Promise<GroupView> {
    return this.groups.one(groupId);
  }

  @Get(':id/members')
  @Requires('read', 'group')
  @Answers(200, MembersPageDto)
  members(@IdParam() groupId: string, @Query() query: MembersQueryDto): Promise<Page<MemberView>> {
    return this.groups.members(groupId, query);
  }
}
