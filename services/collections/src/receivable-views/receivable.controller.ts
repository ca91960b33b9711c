import { Controller, Get, Query } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, Requires } from '@throughline/http/decorators';
import { ReceivableQueryDto, ReceivablesDto, type Receivables } from './receivable.dto';
import { ReceivableViews } from './receivable.views';

@Controller('v1/receivables')
export class ReceivableController {
  constructor(private readonly views: ReceivableViews) {}

  @Get()
  @Requires('read', 'receivable')
  @Answers(200, ReceivablesDto)
  asOf(@Query() query: ReceivableQueryDto, @CurrentPrincipal() by: Principal): Promise<Receivables> {
    return this.views.asOf(query, by);
  }
}
