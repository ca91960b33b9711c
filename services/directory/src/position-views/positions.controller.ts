import { Controller, Get, Query } from '@nestjs/common';
import { Answers, IdParam, Requires } from '@throughline/http/decorators';
import type { PositionsView } from './positions.dto';
import { PositionsDto, PositionsQueryDto } from './positions.dto';
import { PositionsViews } from './positions.views';

@Controller('v1/people')
export class PositionsController {
  constructor(private readonly positions: PositionsViews) {}

  @Get(':id/positions')
  @Requires('read', 'person')
  @Answers(200, PositionsDto)
  of(@IdParam() personId: string, @Query() { asOf }: PositionsQueryDto): Promise<PositionsView> {
    return this.positions.of(personId, asOf);
  }
}
