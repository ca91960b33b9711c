import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, IdempotencyHeader, Requires, Versioned } from '@throughline/http/decorators';
import { ContractAnswerDto } from '../contract/contract.answer';
import { RefuseContract } from './refuse-contract.command';
import { RefuseContractDto } from './refuse-contract.dto';

@ApiTags('contracts')
@Controller('v1/contracts')
export class RefuseContractController {
  constructor(private readonly refuseContract: RefuseContract) {}

  /** The contract is refused for good; its opportunity opens again. */
  @Post(':id/refuse')
  @Requires('refuse', 'contract')
  @Answers(200, ContractAnswerDto)
  @IdempotencyHeader()
  @Versioned()
  handle(@IdParam() id: string, @Body() { reason }: RefuseContractDto, @CurrentPrincipal() by: Principal): Promise<ContractAnswerDto> {
    return this.refuseContract.execute({ contractId: id, reason }, by);
  }
}
