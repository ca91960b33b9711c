import { Controller, Get, Query } from '@nestjs/common';
import { Answers, Requires } from '@throughline/http/decorators';
import type { UnitView } from './unit.dto';
import { UnitsQueryDto, UnitTreeDto } from './unit.dto';
import { UnitViews } from './unit.views';

@Controller('v1/units')
export class UnitsController {
  constructor(private readonly units: UnitViews) {}

  @Get()
  @Requires('read', 'unit')
  @Answers(200, UnitTreeDto)
  tree(@Query() query: UnitsQueryDto): Promise<{ items: UnitView[] }> {
    return this.units.tree(query);
  }
}
