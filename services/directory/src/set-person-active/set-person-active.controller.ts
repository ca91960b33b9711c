import { Body, Controller, Put } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import type { PersonView } from '../people-views/people.dto';
import { PersonDto } from '../people-views/people.dto';
import { SetPersonActiveCommand } from './set-person-active.command';
import { SetActiveDto } from './set-person-active.dto';

@Controller('v1/people')
export class SetPersonActiveController {
  constructor(private readonly command: SetPersonActiveCommand) {}

  @Put(':id/active')
  @Requires('set-active', 'person')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, PersonDto)
  set(@IdParam() personId: string, @Body() body: SetActiveDto, @CurrentPrincipal() by: Principal): Promise<PersonView> {
    return this.command.execute({ personId, ...body }, by);
  }
}
