import { Controller, Get, Query } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, Requires } from '@throughline/http/decorators';
import type { Page } from '@throughline/http/page';
import type { ReceiptAnswer } from '../receipt/receipt.answer';
import { ReceiptPageDto, ReceiptQueryDto, ReceiptWithLedgerDto, type ReceiptWithLedger } from './receipt.dto';
import { ReceiptViews } from './receipt.views';

@Controller('v1/receipts')
export class ReceiptController {
  constructor(private readonly views: ReceiptViews) {}

  @Get()
  @Requires('read', 'receipt')
  @Answers(200, ReceiptPageDto)
  list(@Query() query: ReceiptQueryDto, @CurrentPrincipal() by: Principal): Promise<Page<ReceiptAnswer>> {
    return this.views.list(query, by);
  }

  @Get(':id')
  @Requires('read', 'receipt')
  @Answers(200, ReceiptWithLedgerDto)
  one(@IdParam('id') id: string, @CurrentPrincipal() by: Principal): Promise<ReceiptWithLedger> {
    return this.views.one(id, by);
  }
}
