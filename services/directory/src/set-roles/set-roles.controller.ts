import { Body, Controller, Put } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import type { PersonView } from '../people-views/people.dto';
import { PersonDto } from '../people-views/people.dto';
import { SetRolesCommand } from './set-roles.command';
import { SetRolesDto } from './set-roles.dto';

@Controller('v1/people')
export class SetRolesController {
  constructor(private readonly command: SetRolesCommand) {}

  @Put(':id/roles')
  @Requires('set-roles', 'person')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, PersonDto)
  set(@IdParam() personId: string, @Body() body: SetRolesDto, @CurrentPrincipal() by: Principal): Promise<PersonView> {
    return this.command.execute({ personId, ...body }, by);
  }
}
