import { Controller, Delete } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import type { GroupView } from '../group-views/groups.dto';
import { GroupDto } from '../group-views/groups.dto';
import { RemoveGroupCommand } from './remove-group.command';

@Controller('v1/groups')
export class RemoveGroupController {
  constructor(private readonly command: RemoveGroupCommand) {}

  @Delete(':id')
  @Requires('remove', 'group')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, GroupDto)
  remove(@IdParam() groupId: string, @CurrentPrincipal() by: Principal): Promise<GroupView> {
    return this.command.execute({ groupId }, by);
  }
}
