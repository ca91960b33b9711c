import { Body, Controller, Put } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import type { UnitView } from '../unit-views/unit.dto';
import { UnitDto } from '../unit-views/unit.dto';
import { MoveUnitCommand } from './move-unit.command';
import { MoveUnitDto } from './move-unit.dto';

@Controller('v1/units')
export class MoveUnitController {
  constructor(private readonly command: MoveUnitCommand) {}

  @Put(':id/parent')
  @Requires('move', 'unit')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, UnitDto)
  move(@IdParam() unitId: string, @Body() body: MoveUnitDto, @CurrentPrincipal() by: Principal): Promise<UnitView> {
    return this.command.execute({ unitId, ...body }, by);
  }
}
