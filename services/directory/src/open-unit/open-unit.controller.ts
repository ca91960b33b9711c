import { Body, Controller, Post } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires, Versioned } from '@throughline/http/decorators';
import type { UnitView } from '../unit-views/unit.dto';
import { UnitDto } from '../unit-views/unit.dto';
import { OpenUnitCommand } from './open-unit.command';
import { OpenUnitDto } from './open-unit.dto';

@Controller('v1/units')
export class OpenUnitController {
  constructor(private readonly command: OpenUnitCommand) {}

  @Post()
  @Requires('open', 'unit')
  @IdempotencyHeader()
  @Versioned()
  @Answers(201, UnitDto)
  open(@Body() body: OpenUnitDto, @CurrentPrincipal() by: Principal): Promise<UnitView> {
    return this.command.execute(body, by);
  }
}
