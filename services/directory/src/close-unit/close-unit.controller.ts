import { Body, Controller, Post } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import type { UnitView } from '../unit-views/unit.dto';
import { UnitDto } from '../unit-views/unit.dto';
import { CloseUnitCommand } from './close-unit.command';
import { CloseUnitDto } from './close-unit.dto';

@Controller('v1/units')
export class CloseUnitController {
  constructor(private readonly command: CloseUnitCommand) {}

  @Post(':id/close')
  @Requires('close', 'unit')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, UnitDto)
  close(@IdParam() unitId: string, @Body() body: CloseUnitDto, @CurrentPrincipal() by: Principal): Promise<UnitView> {
    return this.command.execute({ unitId, ...body }, by);
  }
}
