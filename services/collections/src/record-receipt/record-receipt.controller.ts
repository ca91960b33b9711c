import { Body, Controller, Post } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import type { ReceiptAnswer } from '../receipt/receipt.answer';
import { RecordReceiptCommand } from './record-receipt.command';
import { ReceiptDto, RecordReceiptDto } from './record-receipt.dto';

@Controller('v1/receipts')
export class RecordReceiptController {
  constructor(private readonly command: RecordReceiptCommand) {}

  @Post()
  @Requires('record', 'receipt')
  @IdempotencyHeader()
  @Answers(201, ReceiptDto)
  record(@Body() body: RecordReceiptDto, @CurrentPrincipal() by: Principal): Promise<ReceiptAnswer> {
    return this.command.execute(body, by);
  }
}
