import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '@throughline/access/principal';
import { Answers, CurrentPrincipal, IdParam, IdempotencyHeader, Requires, Versioned } from '@throughline/http/decorators';
import { ContractAnswerDto } from '../contract/contract.answer';
import { TerminateContract } from './terminate-contract.command';
import { TerminateContractDto } from './terminate-contract.dto';

@ApiTags('contracts')
@Controller('v1/contracts')
export class TerminateContractController {
  constructor(private readonly terminateContract: TerminateContract) {}

  /** The signed contract is ended before its time. */
  @Post(':id/terminate')
  @Requires('terminate', 'contract')
  @Answers(200, ContractAnswerDto)
  @IdempotencyHeader()
  @Versioned()
  handle(@IdParam() id: string, @Body() { reason }: TerminateContractDto, @CurrentPrincipal() by: Principal): Promise<ContractAnswerDto> {
    return this.terminateContract.execute({ contractId: id, reason }, by);
  }
}
