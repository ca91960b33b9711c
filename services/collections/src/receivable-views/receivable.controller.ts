import { Controller, Get, Query } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, Requires } from '@throughline/http/decorators';
import { MonthsViews } from './months.views';
import { MonthsQueryDto, ReceivableMonthsDto, ReceivableQueryDto, ReceivablesDto, type ReceivableMonths, type Receivables } from './receivable.dto';
import { ReceivableViews } from './receivable.views';

@Controller('v1/receivables')
export class ReceivableController {
  constructor(
    private readonly views: ReceivableViews,
    private readonly months: MonthsViews,
  ) {}

  @Get()
  @Requires('read', 'receivable')
  @Answers(200, ReceivablesDto)
  asOf(@Query() query: ReceivableQueryDto, @CurrentPrincipal() by: Principal): Promise<Receivables> {
    return this.views.asOf(query, by);
  }

  /** What plans ask for and what came in, month by month. */
  @Get('months')
  @Requires('read', 'receivable')
  @Answers(200, ReceivableMonthsDto)
  byMonth(@Query() query: MonthsQueryDto, @CurrentPrincipal() by: Principal): Promise<ReceivableMonths> {
    return this.months.months(query, by);
  }
}
