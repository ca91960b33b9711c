import { Body, Controller, Post } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import type { StandInView } from '../stand-in-views/stand-ins.dto';
import { StandInDto } from '../stand-in-views/stand-ins.dto';
import { NameStandInCommand } from './name-stand-in.command';
import { NameStandInDto } from './name-stand-in.dto';

@Controller('v1/people')
export class NameStandInController {
  constructor(private readonly command: NameStandInCommand) {}

  @Post(':id/stand-ins')
  @Requires('name-stand-in', 'person')
  @IdempotencyHeader()
  @Answers(201, StandInDto)
  name(@IdParam() personId: string, @Body() body: NameStandInDto, @CurrentPrincipal() by: Principal): Promise<StandInView> {
    return this.command.execute({ personId, ...body }, by);
  }
}
