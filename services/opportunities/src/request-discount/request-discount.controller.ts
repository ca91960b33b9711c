import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, IdempotencyHeader, Requires } from '@throughline/http/decorators';
import { RequestDiscount } from './request-discount.command';
import { RequestDiscountDto, RequestedDiscountDto } from './request-discount.dto';

@ApiTags('opportunities')
@Controller('v1/opportunities')
export class RequestDiscountController {
  constructor(private readonly requestDiscount: RequestDiscount) {}

  /** Asks for a discount beyond the list price; an approval answers it. */
  @Post(':id/discount-requests')
  @Requires('request-discount', 'opportunity')
  @Answers(201, RequestedDiscountDto)
  @IdempotencyHeader()
  handle(@IdParam() id: string, @Body() body: RequestDiscountDto, @CurrentPrincipal() by: Principal): Promise<RequestedDiscountDto> {
    return this.requestDiscount.execute({ opportunityId: id, ...body }, by);
  }
}
