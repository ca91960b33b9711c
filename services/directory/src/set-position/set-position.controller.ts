import { Body, Controller, Put } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import type { PersonView } from '../people-views/people.dto';
import { PersonDto } from '../people-views/people.dto';
import { SetPositionCommand } from './set-position.command';
import { SetPositionDto } from './set-position.dto';

@Controller('v1/people')
export class SetPositionController {
  constructor(private readonly command: SetPositionCommand) {}

  @Put(':id/position')
  @Requires('set-position', 'person')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, PersonDto)
  set(@IdParam() personId: string, @Body() body: SetPositionDto, @CurrentPrincipal() by: Principal): Promise<PersonView> {
    return this.command.execute({ personId, ...body }, by);
  }
}
