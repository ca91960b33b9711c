import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, IdempotencyHeader, IfMatch, Requires, Versioned } from '@throughline/http/decorators';
import { ContractAnswerDto } from '../contract/contract.answer';
import { SignContract } from './sign-contract.command';
import { SignContractDto } from './sign-contract.dto';

@ApiTags('contracts')
@Controller('v1/contracts')
export class SignContractController {
  constructor(private readonly signContract: SignContract) {}

  /** One side's signature under the current version. `If-Match` with the contract's ETag is required. */
  @Post(':id/signatures')
  @Requires('sign', 'contract')
  @Answers(201, ContractAnswerDto)
  @IdempotencyHeader()
  @Versioned()
  handle(@IdParam() id: string, @Body() body: SignContractDto, @IfMatch() ifVersion: number, @CurrentPrincipal() by: Principal): Promise<ContractAnswerDto> {
    return this.signContract.execute({ contractId: id, ...body, ifVersion }, by);
  }
}
