import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, Requires } from '@throughline/http/decorators';
import { DealFunnelDto, DealFunnelQueryDto, ForecastDto, ForecastQueryDto, WinsDto, WinsQueryDto } from './sales-figures.dto';
import type { DealFunnel, Forecast, Wins } from './sales-figures.dto';
import { SalesFiguresViews } from './sales-figures.views';

@ApiTags('pipelines')
@Controller('v1/pipelines/:pipeline')
export class SalesFiguresController {
  constructor(private readonly views: SalesFiguresViews) {}

  /** Month by month what is expected to close, as it is and weighted, and what was won. */
  @Get('forecast')
  @Requires('read', 'opportunity')
  @Answers(200, ForecastDto)
  forecast(@Param('pipeline') pipeline: string, @Query() query: ForecastQueryDto, @CurrentPrincipal() by: Principal): Promise<Forecast> {
    return this.views.forecast(pipeline, query, by);
  }

  /** Who won what in a month. */
  @Get('wins')
  @Requires('read', 'opportunity')
  @Answers(200, WinsDto)
  wins(@Param('pipeline') pipeline: string, @Query() query: WinsQueryDto, @CurrentPrincipal() by: Principal): Promise<Wins> {
    return this.views.wins(pipeline, query, by);
  }

  /** How far the deals have come that were opened in a time. */
  @Get('funnel')
  @Requires('read', 'opportunity')
  @Answers(200, DealFunnelDto)
  funnel(@Param('pipeline') pipeline: string, @Query() query: DealFunnelQueryDto, @CurrentPrincipal() by: Principal): Promise<DealFunnel> {
    return this.views.funnel(pipeline, query, by);
  }
}
