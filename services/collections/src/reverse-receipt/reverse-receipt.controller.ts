import { Body, Controller, Post } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import { ReverseReceiptCommand } from './reverse-receipt.command';
import { ReversalDto, ReverseReceiptDto, type ReversalAnswer } from './reverse-receipt.dto';

@Controller('v1/receipts')
export class ReverseReceiptController {
  constructor(private readonly command: ReverseReceiptCommand) {}

  @Post(':id/reversal')
  @Requires('reverse', 'receipt')
  @IdempotencyHeader()
  @Answers(201, ReversalDto)
  reverse(@IdParam('id') receiptId: string, @Body() body: ReverseReceiptDto, @CurrentPrincipal() by: Principal): Promise<ReversalAnswer> {
    return this.command.execute({ ...body, receiptId }, by);
  }
}
