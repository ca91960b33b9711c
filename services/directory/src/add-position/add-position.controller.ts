import { Body, Controller, Post } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import type { PositionView } from '../position-views/positions.dto';
import { PositionDto } from '../position-views/positions.dto';
import { AddPositionCommand } from './add-position.command';
import { SetPositionDto } from '../set-position/set-position.dto';

@Controller('v1/people')
export class AddPositionController {
  constructor(private readonly command: AddPositionCommand) {}

  @Post(':id/positions')
  @Requires('set-position', 'person')
  @IdempotencyHeader()
  @Answers(201, PositionDto)
  add(@IdParam() personId: string, @Body() body: SetPositionDto, @CurrentPrincipal() by: Principal): Promise<PositionView> {
    return this.command.execute({ personId, ...body }, by);
  }
}
