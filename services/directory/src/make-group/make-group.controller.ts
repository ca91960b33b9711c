import { Body, Controller, Post } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires, Versioned } from '@throughline/http/decorators';
import type { GroupView } from '../group-views/groups.dto';
import { GroupDto } from '../group-views/groups.dto';
import { MakeGroupCommand } from './make-group.command';
import { MakeGroupDto } from './make-group.dto';

@Controller('v1/groups')
export class MakeGroupController {
  constructor(private readonly command: MakeGroupCommand) {}

  @Post()
  @Requires('make', 'group')
  @IdempotencyHeader()
  @Versioned()
  @Answers(201, GroupDto)
  make(@Body() body: MakeGroupDto, @CurrentPrincipal() by: Principal): Promise<GroupView> {
    return this.command.execute(body, by);
  }
}
