import { Body, Controller, Patch } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import type { PersonView } from '../people-views/people.dto';
import { PersonDto } from '../people-views/people.dto';
import { ChangePersonCommand } from './change-person.command';
import { ChangePersonDto } from './change-person.dto';

@Controller('v1/people')
export class ChangePersonController {
  constructor(private readonly command: ChangePersonCommand) {}

  @Patch(':id')
  @Requires('change', 'person')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, PersonDto)
  change(@IdParam() personId: string, @Body() body: ChangePersonDto, @CurrentPrincipal() by: Principal): Promise<PersonView> {
    return this.command.execute({ personId, ...body }, by);
  }
}
