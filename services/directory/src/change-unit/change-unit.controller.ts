import { Body, Controller, Patch } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires, Versioned } from '@throughline/http/decorators';
import type { UnitView } from '../unit-views/unit.dto';
import { UnitDto } from '../unit-views/unit.dto';
import { ChangeUnitCommand } from './change-unit.command';
import { ChangeUnitDto } from './change-unit.dto';

@Controller('v1/units')
export class ChangeUnitController {
  constructor(private readonly command: ChangeUnitCommand) {}

  @Patch(':id')
  @Requires('change', 'unit')
  @IdempotencyHeader()
  @Versioned()
  @Answers(200, UnitDto)
  change(@IdParam() unitId: string, @Body() body: ChangeUnitDto, @CurrentPrincipal() by: Principal): Promise<UnitView> {
    return this.command.execute({ unitId, ...body }, by);
  }
}
