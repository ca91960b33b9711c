import { Body, Controller, Patch } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import type { GroupView } from '../group-views/groups.dto';
import { GroupDto } from '../group-views/groups.dto';
import { ChangeGroupCommand } from './change-group.command';
import { ChangeGroupDto } from './change-group.dto';

@Controller('v1/groups')
export class ChangeGroupController {
  constructor(private readonly command: ChangeGroupCommand) {}

  @Patch(':id')
  @Requires('change', 'group')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, GroupDto)
  change(@IdParam() groupId: string, @Body() body: ChangeGroupDto, @CurrentPrincipal() by: Principal): Promise<GroupView> {
    return this.command.execute({ groupId, ...body }, by);
  }
}
