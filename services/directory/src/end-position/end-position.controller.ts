import { Body, Controller, Post } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import type { PositionView } from '../position-views/positions.dto';
import { PositionDto } from '../position-views/positions.dto';
import { EndPositionCommand } from './end-position.command';
import { EndPositionDto } from './end-position.dto';

@Controller('v1/people')
export class EndPositionController {
  constructor(private readonly command: EndPositionCommand) {}

  @Post(':id/positions/:positionId/end')
  @Requires('set-position', 'person')
  @IdempotencyHeader()
  @Answers(200, PositionDto)
  end(@IdParam() personId: string, @IdParam('positionId') positionId: string, @Body() body: EndPositionDto, @CurrentPrincipal() by: Principal): Promise<PositionView> {
    return this.command.execute({ personId, positionId, ...body }, by);
  }
}
