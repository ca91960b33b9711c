import { Body, Controller, Post } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires, Versioned } from '@throughline/http/decorators';
import type { PersonView } from '../people-views/people.dto';
import { PersonDto } from '../people-views/people.dto';
import { JoinPersonCommand } from './join-person.command';
import { JoinPersonDto } from './join-person.dto';

@Controller('v1/people')
export class JoinPersonController {
  constructor(private readonly command: JoinPersonCommand) {}

  @Post()
  @Requires('join', 'person')
  @IdempotencyHeader()
  @Versioned()
  @Answers(201, PersonDto)
  join(@Body() body: JoinPersonDto, @CurrentPrincipal() by: Principal): Promise<PersonView> {
    return this.command.execute(body, by);
  }
}
