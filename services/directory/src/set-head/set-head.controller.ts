import { Body, Controller, Put } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import type { UnitView } from '../unit-views/unit.dto';
import { UnitDto } from '../unit-views/unit.dto';
import { SetHeadCommand } from './set-head.command';
import { SetHeadDto } from './set-head.dto';

@Controller('v1/units')
export class SetHeadController {
  constructor(private readonly command: SetHeadCommand) {}

  @Put(':id/head')
  @Requires('set-head', 'unit')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, UnitDto)
  set(@IdParam() unitId: string, @Body() body: SetHeadDto, @CurrentPrincipal() by: Principal): Promise<UnitView> {
    return this.command.execute({ unitId, ...body }, by);
  }
}
