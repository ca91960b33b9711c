import { Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, IdempotencyHeader, Requires, Versioned } from '@throughline/http/decorators';
import { ContractAnswerDto } from '../contract/contract.answer';
import { RequestReview } from './request-review.command';

@ApiTags('contracts')
@Controller('v1/contracts')
export class RequestReviewController {
  constructor(private readonly requestReview: RequestReview) {}

  /** Hands the present version to review by legal, finance and commercial, as far as its changes touch them. */
  @Post(':id/review-requests')
  @Requires('request-review', 'contract')
  @Answers(202, ContractAnswerDto)
  @IdempotencyHeader()
  @Versioned()
  handle(@IdParam() id: string, @CurrentPrincipal() by: Principal): Promise<ContractAnswerDto> {
    return this.requestReview.execute({ contractId: id }, by);
  }
}
