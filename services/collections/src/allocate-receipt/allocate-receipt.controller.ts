import { Body, Controller, Post } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdempotencyHeader, IdParam, Requires } from '@throughline/http/decorators';
import { AllocateReceiptCommand } from './allocate-receipt.command';
import { AllocateReceiptDto, AllocationDto, type AllocationAnswer } from './allocate-receipt.dto';

@Controller('v1/receipts')
export class AllocateReceiptController {
  constructor(private readonly command: AllocateReceiptCommand) {}

  @Post(':id/allocations')
  @Requires('allocate', 'receipt')
  @IdempotencyHeader()
  @Answers(201, AllocationDto)
  allocate(@IdParam('id') receiptId: string, @Body() body: AllocateReceiptDto, @CurrentPrincipal() by: Principal): Promise<AllocationAnswer> {
    return this.command.execute({ ...body, receiptId }, by);
  }
}
